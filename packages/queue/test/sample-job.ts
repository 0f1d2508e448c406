import type { DumpJob, JobResult } from '../src/index.js';

/** A job of project `directory`. */
export function sampleJob(directory = 'a', rest: Partial<DumpJob> = {}): DumpJob {
  return {
    version: 1,
    run: '1-2-aaaaaaaa-bbbbbbbb-c',
    tool: 'test',
    directory,
    name: directory,
    prefix: directory,
    sequence: 0,
    source: { kind: 'path', root: `/srv/mono/${directory}`, top: '/srv/mono' },
    destination: '/srv/dumps',
    isStaged: false,
    generatedAt: '2026-01-01T00:00:00.000Z',
    isReproducible: false,
    timeoutMs: null,
    treeName: null,
    selection: {},
    contents: null,
    binary: null,
    compress: false,
    mode: null,
    skipUnchanged: false,
    strict: false,
    group: null,
    limits: {},
    mustBeSigned: false,
    ...rest,
  };
}

/** The result of a job that was done. */
export function sampleResult({ directory, name, prefix }: DumpJob): JobResult {
  return {
    report: {
      directory,
      name,
      prefix,
      outcome: 'dumped',
      reason: null,
      dump: `${prefix}_all_code_dump_20260101_000000.md`,
      sha256: 'a'.repeat(64),
      treeSha256: 'b'.repeat(64),
      files: 1,
      bytes: 2,
      skipped: 0,
      seconds: 0.5,
    },
    dumpBytes: 1000,
    commit: null,
    unmatched: [],
    events: [],
  };
}

export const allowed = {
  roots: ['/srv/mono'],
  destinations: ['/srv/dumps'],
  hosts: ['example.org'],
};
/** Nothing of the sample is on this machine. */
export const resolvePath = async (path: string) => path;
