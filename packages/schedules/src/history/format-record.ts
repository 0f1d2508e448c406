import type { HistoryRecord } from './run-record.js';

/** One line of the history's file, as JSON. */
export function formatRecord(record: HistoryRecord): string {
  return `${JSON.stringify(record)}\n`;
}
