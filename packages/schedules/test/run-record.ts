import type { RunRecord } from '../src/index.js';

/** A record of a run that has started, changed as given. */
export function runRecord(changes: Partial<RunRecord>): RunRecord {
  return {
    id: '1',
    run: 'a',
    due: new Date(0),
    started: new Date(1),
    finished: null,
    outcome: null,
    exitCode: null,
    report: null,
    skipped: null,
    ...changes,
  };
}
