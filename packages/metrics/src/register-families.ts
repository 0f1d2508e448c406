import { type DumpPhase, formatVersion, skipReasons } from '@create-dump/core';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
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
  verify: true,
  restore: true,
  project: true,
};

const statuses = ['dumped', 'unstable', ...Object.keys(skipReasons)];
const formats = ['zip', 'tar.gz', 'other'];

/** In seconds. The objective "99 % of projects under 5 s" needs the bound 5. */
const buckets = [0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

export type Families = ReturnType<typeof registerFamilies>;

/**
 * Registers all metrics in a registry of their own. Every label value is initialised to 0: if a series appeared only with its
 * first event, `rate` would miss that event.
 */
export function registerFamilies(version: string) {
  const registry = new Registry();
  const registers = [registry];
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
  const pruned = counter('pruned', 'Snapshots and archives removed.');
  const quarantined = counter('quarantined', 'Files moved into quarantine.');
  const build = new Gauge({
    name: 'create_dump_build_info',
    help: 'Always 1; the labels hold the versions of the program and of the dump format.',
    labelNames: ['version', 'format'],
    registers,
  });
  for (const status of statuses) files.inc({ status }, 0);
  for (const code of failureCodes) errors.inc({ code }, 0);
  for (const phase of Object.keys(phases)) duration.zero({ phase });
  for (const format of formats) archives.inc({ format }, 0);
  build.set({ version, format: String(formatVersion) }, 1);
  return {
    registry,
    files,
    errors,
    duration,
    bytes,
    archives,
    pruned,
    quarantined,
    /** Maps unknown formats to `other`, so that the label is bounded. */
    archiveFormat: (format: string) => (formats.includes(format) ? format : 'other'),
    lastSuccess: lazyLastSuccess(registry),
  };
}

/** Registered with the first success: a value of 0 would mean that the last success was in 1970. */
function lazyLastSuccess(registry: Registry) {
  let gauge: Gauge | undefined;
  return {
    set(seconds: number): void {
      gauge ??= new Gauge({
        name: 'create_dump_last_success_timestamp_seconds',
        help: 'Time of the last fully successful run, in seconds since 1970.',
        registers: [registry],
      });
      gauge.set(seconds);
    },
  };
}
