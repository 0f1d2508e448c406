import { type HistoryRecord, isWatch } from './run-record.js';

/**
 * What a history says now: of each run its last record, in the place of the first one, and of each name its last watch. Of the
 * runs, at most the last `keep`, and the last one of each name.
 */
export function mergeRecords(
  records: readonly HistoryRecord[],
  keep: number,
): readonly HistoryRecord[] {
  const merged = new Map<string, HistoryRecord>();
  const last = new Map<string, string>();
  for (const record of records) {
    const key = isWatch(record) ? `watch ${record.run}` : `run ${record.id}`;
    merged.set(key, record);
    if (!isWatch(record)) last.set(record.run, key);
  }
  const lasting = new Set(last.values());
  const runs = [...merged.keys()].filter((key) => key.startsWith('run '));
  const tooOld = new Set(runs.slice(0, -keep).filter((key) => !lasting.has(key)));
  return [...merged].flatMap(([key, record]) => (tooOld.has(key) ? [] : [record]));
}
