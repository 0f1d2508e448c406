import {
  CreateDumpError,
  type DumpPhase,
  formatVersion,
  type RetriedWork,
  type SecretFinding,
  skipReasons,
} from '@create-dump/core';
import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { failureCodes } from './failure-codes.js';

/** `project` is a whole dump, from the start of discovery to publication. */
export type TimedPhase = DumpPhase | 'project';

// Commands that search have no metrics.
const phases: Readonly<Record<Exclude<TimedPhase, 'search'>, true>> = {
  discover: true,
  render: true,
  publish: true,
  survey: true,
  archive: true,
  audit: true,
  verify: true,
  restore: true,
  project: true,
};

const statuses = ['dumped', 'unstable', ...Object.keys(skipReasons)];
const secretActions: readonly SecretFinding['action'][] = [
  'warned',
  'redacted',
  'refused',
  'allowed',
];
const retried: readonly RetriedWork[] = ['read', 'write', 'on-result-url', 'request'];
const formats = ['zip', 'tar.gz', 'other'];

/** In seconds. The objective "99 % of projects under 5 s" needs the bound 5. */
const buckets = [0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** A registry of prom-client, whichever format it writes. */
export type SharedRegistry = Registry | Registry<OpenMetricsContentType>;

export type Families = ReturnType<typeof registerFamilies>;

/**
 * Registers all metrics in a registry of their own, and in `shared` as well. Every label value is initialised to 0: if a series
 * appeared only with its first event, `rate` would miss that event.
 */
export function registerFamilies(version: string, shared?: SharedRegistry) {
  // Its own registry keeps `expose` free of a shared one's other metrics, default labels and format.
  const registry = new Registry();
  const registers = shared === undefined ? [registry] : [registry, shared];
  if (shared?.getSingleMetric(buildInfo) !== undefined) throw alreadyRegistered();
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `create_dump_${name}_total`, help, labelNames, registers });
  const files = counter(
    'files_processed',
    'Files by outcome: dumped, unstable (changed while being read), or the reason why the content is not in the dump.',
    ['status'],
  );
  const errors = counter(
    'errors',
    'Failures of runs, projects of a batch and dumps, by error code.',
    ['code'],
  );
  const duration = new Histogram({
    name: 'create_dump_duration_seconds',
    help: 'Duration of successful phases in seconds; project is a whole dump.',
    labelNames: ['phase'],
    buckets,
    registers,
  });
  const bytes = counter('bytes', 'Bytes of file contents dumped.');
  const archives = counter('archives', 'Archives created and verified, by format.', ['format']);
  const auditBytes = counter('audit_bytes', 'Bytes of kept dumps and archives read again.');
  const secrets = counter('secrets', 'Secrets found in contents, by what was done about them.', [
    'action',
  ]);
  const pruned = counter('pruned', 'Snapshots and archives removed.');
  const retries = counter('retries', 'Attempts after a failure that may pass, by what failed.', [
    'what',
  ]);
  const quarantined = counter('quarantined', 'Files moved into quarantine.');
  const build = new Gauge({
    name: buildInfo,
    help: 'Always 1; the labels hold the versions of the program and of the dump format.',
    labelNames: ['version', 'format'],
    registers,
  });
  for (const status of statuses) files.inc({ status }, 0);
  for (const code of failureCodes) errors.inc({ code }, 0);
  for (const phase of Object.keys(phases)) duration.zero({ phase });
  for (const what of retried) retries.inc({ what }, 0);
  for (const format of formats) archives.inc({ format }, 0);
  for (const action of secretActions) secrets.inc({ action }, 0);
  build.set({ version, format: String(formatVersion) }, 1);
  return {
    registry,
    registers,
    files,
    errors,
    duration,
    bytes,
    archives,
    auditBytes,
    secrets,
    pruned,
    quarantined,
    retries,
    /** Maps unknown formats to `other`, so that the label is bounded. */
    archiveFormat: (format: string) => (formats.includes(format) ? format : 'other'),
    lastSuccess: lazyLastSuccess(registers),
    audit: lazyAudit(registers),
    queue: lazyQueue(registers),
  };
}

const buildInfo = 'create_dump_build_info';

function alreadyRegistered(): CreateDumpError {
  const message =
    'The registry has the metrics of create-dump already. Call createMetrics once, and share what it returns.';
  return new CreateDumpError('USAGE', message);
}

/** Registered with the first success: a value of 0 would mean that the last success was in 1970. */
function lazyLastSuccess(registers: SharedRegistry[]) {
  let gauge: Gauge | undefined;
  return {
    set(seconds: number): void {
      gauge ??= new Gauge({
        name: 'create_dump_last_success_timestamp_seconds',
        help: 'Time of the last fully successful run, in seconds since 1970.',
        registers,
      });
      gauge.set(seconds);
    },
  };
}

/** Registered with the first audit: zero items would mean that nothing is kept. */
function lazyAudit(registers: SharedRegistry[]) {
  let gauges: { items: Gauge<'state'>; oldest: Gauge } | undefined;
  return {
    /** @param oldest In seconds since 1970; 0 if an item was never verified. */
    set(items: Readonly<Record<string, number>>, oldest: number): void {
      gauges ??= {
        items: new Gauge({
          name: 'create_dump_audit_items',
          help: 'Kept dumps and archives by state, as of the last audit.',
          labelNames: ['state'],
          registers,
        }),
        oldest: new Gauge({
          name: 'create_dump_audit_oldest_verification_timestamp_seconds',
          help: 'When the longest unread item was last read in full, in seconds since 1970; 0 if one never was.',
          registers,
        }),
      };
      for (const [state, count] of Object.entries(items)) gauges.items.set({ state }, count);
      gauges.oldest.set(oldest);
    },
  };
}

/** Registered with the first word of a queue: without one, zeros would mean that it is empty. */
function lazyQueue(registers: SharedRegistry[]) {
  let found: { jobs: Gauge<'state'>; stalls: Counter } | undefined;
  const families = () =>
    (found ??= {
      jobs: new Gauge({
        name: 'create_dump_queue_jobs',
        help: 'Jobs of the queue by state.',
        labelNames: ['state'],
        registers,
      }),
      stalls: new Counter({
        name: 'create_dump_job_stalls_total',
        help: 'Jobs given to another worker because their own had stopped.',
        registers,
      }),
    });
  return {
    count(jobs: Readonly<Record<string, number>>): void {
      for (const [state, count] of Object.entries(jobs)) families().jobs.set({ state }, count);
    },
    stall: () => families().stalls.inc(),
  };
}
