/** What is known of one run. */
export interface RunRecord {
  readonly id: string;
  /** Its name. */
  readonly run: string;
  /** The time of the schedule at which it was due. */
  readonly due: Date;
  readonly started: Date;
  /** Null while it runs, and if the process ended first. */
  readonly finished: Date | null;
  /** Null while it runs. `interrupted`: the process ended before the run did. `stopped`: the run was asked to stop. */
  readonly outcome: string | null;
  readonly exitCode: number | null;
  /** Path of its report, if it wrote one. */
  readonly report: string | null;
  /** Times of the schedule at which it was still running. */
  readonly skipped: { readonly count: number; readonly last: Date } | null;
}

/** When a schedule was first seen: what was due before isn't missed. */
export interface WatchRecord {
  /** The run's name. */
  readonly run: string;
  /** `Schedule.text` */
  readonly schedule: string;
  readonly since: Date;
}

export type HistoryRecord = RunRecord | WatchRecord;

export function isWatch(record: HistoryRecord): record is WatchRecord {
  return 'since' in record;
}
