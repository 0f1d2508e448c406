import type { HistoryRecord, RunRecord } from './run-record.js';

export interface ParsedHistory {
  readonly records: readonly HistoryRecord[];
  /** Numbers of lines that are no records, from 1. */
  readonly invalid: readonly number[];
}

/** Reads the text of a history. A last line without a line break was cut off by a crash, and isn't a record. */
export function parseHistory(text: string): ParsedHistory {
  const records: HistoryRecord[] = [];
  const invalid: number[] = [];
  for (const [at, line] of text.split('\n').slice(0, -1).entries()) {
    const record = parseRecord(line);
    if (record === undefined) invalid.push(at + 1);
    else records.push(record);
  }
  return { records, invalid };
}

function parseRecord(line: string): HistoryRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    return 'since' in value ? toWatch(value) : toRun(value);
  } catch {
    return undefined;
  }
}

type Members = Readonly<Record<string, unknown>>;

function toWatch(value: object): HistoryRecord {
  const { run, schedule, since } = value as Members;
  return { run: text(run), schedule: text(schedule), since: time(since) };
}

function toRun(value: object): RunRecord {
  const { id, run, due, started, finished, outcome, exitCode, report, skipped } = value as Members;
  return {
    id: text(id),
    run: text(run),
    due: time(due),
    started: time(started),
    finished: orNull(finished, time),
    outcome: orNull(outcome, text),
    exitCode: orNull(exitCode, number),
    report: orNull(report, text),
    skipped: orNull(skipped, toSkipped),
  };
}

function toSkipped(value: unknown) {
  const { count, last } = value as Members;
  return { count: number(count), last: time(last) };
}

function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null || value === undefined ? null : read(value);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('not a text');
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TypeError('not a number');
}

function time(value: unknown): Date {
  const date = new Date(text(value));
  if (Number.isNaN(date.getTime())) throw new TypeError('not a time');
  return date;
}
