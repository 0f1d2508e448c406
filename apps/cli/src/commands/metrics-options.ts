import type { OptionDefinitions } from '../option-definition.js';

const group = 'Metrics (for Prometheus):';

/** Options of the commands that are worth watching. */
export const metricsOptions = {
  'metrics-port': {
    group,
    type: 'string',
    nargs: 1,
    value: 'PORT',
    describe: 'Serve /metrics and /healthz on this port while the run goes on; 0: do not',
  },
  'metrics-host': {
    group,
    type: 'string',
    nargs: 1,
    value: 'ADDRESS',
    describe: 'Serve them on this address',
    defaultDescription: '127.0.0.1',
  },
  'metrics-file': {
    group,
    type: 'string',
    nargs: 1,
    value: 'FILE',
    describe: "At the end, add the run to this .prom file, for node-exporter's textfile collector",
  },
  'metrics-push': {
    group,
    type: 'string',
    nargs: 1,
    value: 'URL',
    describe: 'At the end, push to this push gateway: http://HOST:9091',
  },
} as const satisfies OptionDefinitions;
