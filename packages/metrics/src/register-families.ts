import { type DumpPhase, formatVersion, skipReasons } from '@create-dump/core';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { failureCodes } from './failure-codes.js';

/** `project`: a whole dump, from the start of its discovery to its publication. */
export type TimedPhase = DumpPhase | 'project';

const phases: Readonly<Record<TimedPhase, true>> = {
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

/** Seconds. 5 is the bound of the objective "99 % of projects under 5 s". */
const buckets = [0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

export type Families = ReturnType<typeof registerFamilies>;

/**
 * Makes all metrics, in a registry of their own. Every value that a label can have is there from the start, at 0: a
 * series that appears with its first event would hide that event from `rate`.
 */
export function registerFamilies(version: string) {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `create_dump_${name}_total`, help, labelNames, registers });
  const files = counter(
    'files_processed',
    'Files by what became of them: dumped, unstable (changed while it was read), or why the content is not in the dump.',
    ['status'],
  );
  const errors = counter('errors', 'What went wrong, by code: runs, projects of a batch, dumps.', [
    'code',
  ]);
  const duration = new Histogram({
    name: 'create_dump_duration_seconds',
    help: 'How long what succeeded took, by phase; project is a whole dump.',
    labelNames: ['phase'],
    buckets,
    registers,
  });
  const bytes = counter('bytes', 'Bytes of file contents that were dumped.');
  const archives = counter('archives', 'Archives made and read back, by format.', ['format']);
  const pruned = counter('pruned', 'Snapshots and archives that were removed.');
  const quarantined = counter('quarantined', 'Files moved into quarantine.');
  const build = new Gauge({
    name: 'create_dump_build_info',
    help: 'Always 1; the labels say which program and which dump format.',
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
    /** `format` is bounded, whatever an archiver may call its own. */
    archiveFormat: (format: string) => (formats.includes(format) ? format : 'other'),
    lastSuccess: lazyLastSuccess(registry),
  };
}

/** Not there before the first success: 0 would read as "the last success was in 1970". */
function lazyLastSuccess(registry: Registry) {
  let gauge: Gauge | undefined;
  return {
    set(seconds: number): void {
      gauge ??= new Gauge({
        name: 'create_dump_last_success_timestamp_seconds',
        help: 'When a run last did all it was to do, in seconds since 1970.',
        registers: [registry],
      });
      gauge.set(seconds);
    },
  };
}
