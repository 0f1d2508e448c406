import type { HistoryRecord } from './run-record.js';

/** What has run, and when. */
export interface History {
  /** Of each run the last record, of each name the last watch, the oldest first. */
  readonly records: () => readonly HistoryRecord[];
  /**
   * Adds a record; one of a run that is known replaces the earlier one. Resolves when it would survive a power cut. If it rejects,
   * the record counts in this process, and is written with the next one.
   */
  readonly append: (record: HistoryRecord) => Promise<void>;
}
