import type { RunRecord } from '../history/run-record.js';
import type { DueRun } from '../planning/plan-due.js';

/** What happens to scheduled runs. */
export type ScheduleEvent =
  /** The loop is awake: at least once a minute. */
  | { readonly type: 'looked' }
  | { readonly type: 'run-started'; readonly record: RunRecord; readonly why: DueRun['why'] }
  | { readonly type: 'run-finished'; readonly record: RunRecord; readonly error?: unknown }
  /** It was due while it was still running since an earlier time. */
  | { readonly type: 'run-skipped'; readonly record: RunRecord; readonly due: Date }
  /** An earlier process started it, and ended before it did. */
  | { readonly type: 'run-interrupted'; readonly record: RunRecord }
  /** The history couldn't be written. The run goes on, and the record is written with the next one. */
  | { readonly type: 'history-failed'; readonly run: string; readonly error: unknown };
