import type { Setting } from '../flag.js';

const group = 'Metrics (Prometheus)';

/** Flags for where the metrics of a run go. */
export const metricsFlags: readonly Setting[] = [
  {
    key: 'metrics_port',
    flag: 'metrics-port',
    group,
    kind: { type: 'integer', min: 0, max: 65535 },
    value: 'PORT',
    description: 'Serve /metrics and /healthz on this port during the run; 0 for none',
    default: null,
  },
  {
    key: 'metrics_host',
    flag: 'metrics-host',
    group,
    kind: { type: 'text' },
    value: 'ADDRESS',
    description: 'Address on which --metrics-port listens',
    default: '127.0.0.1',
    needs: ['metrics-port'],
  },
  {
    key: 'metrics_file',
    flag: 'metrics-file',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: "Add the run to this .prom file for node-exporter's textfile collector",
    default: null,
  },
  {
    key: 'metrics_push',
    flag: 'metrics-push',
    group,
    kind: { type: 'url' },
    value: 'URL',
    description: 'Push the metrics to this Pushgateway after the run: http://HOST:9091',
    default: null,
  },
];
