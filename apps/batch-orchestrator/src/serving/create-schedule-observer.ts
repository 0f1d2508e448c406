import type { RunMetrics, RunOutcome } from '@create-dump/metrics';
import { runOutcomes } from '@create-dump/metrics';
import { describeError, type Logger } from '@create-dump/observing';
import type { History, RunRecord, ScheduledRun, ScheduleEvent } from '@create-dump/schedules';

export interface ScheduleObserverOptions {
  readonly log: Logger;
  readonly metrics: RunMetrics;
  readonly runs: readonly ScheduledRun[];
  readonly history: History;
  readonly now: () => Date;
}

/** Logs and counts what happens to runs. */
export function createScheduleObserver(
  options: ScheduleObserverOptions,
): (event: ScheduleEvent) => void {
  const { log, metrics } = options;
  return (event) => {
    switch (event.type) {
      case 'looked':
        return noteTimes(options);
      case 'run-started':
        return log({
          level: 'info',
          message: 'run due',
          fields: { ...fieldsOf(event.record), why: event.why },
        });
      case 'run-finished':
        return noteEnd(options, event.record, event.error);
      case 'run-skipped':
        metrics.ended(event.record.run, 'skipped');
        return log({
          level: 'warn',
          message: 'run skipped: it is still running since an earlier time',
          fields: { ...fieldsOf(event.record), due: event.due },
        });
      case 'run-interrupted':
        metrics.ended(event.record.run, 'interrupted');
        return log({
          level: 'error',
          message: 'run was interrupted: the service ended before it did',
          fields: fieldsOf(event.record),
        });
      case 'history-failed':
        return log({
          level: 'error',
          message: 'the history is not up to date: it is written again with the next record',
          fields: { run: event.run, ...reasonOf(event.error) },
        });
    }
  };
}

function noteTimes({ metrics, runs, history, now }: ScheduleObserverOptions): void {
  const records = history.records();
  for (const { name, schedule } of runs) {
    const next = schedule.next(now());
    if (next !== undefined) metrics.next(name, next);
    const since = records.find((one) => 'since' in one && one.run === name);
    const due = schedule.previous(now());
    if (since === undefined || !('since' in since) || due === undefined) continue;
    if (due >= since.since) metrics.due(name, due);
  }
}

function noteEnd(
  { log, metrics }: ScheduleObserverOptions,
  record: RunRecord,
  error: unknown,
): void {
  const { run, outcome, exitCode, report, started, finished, skipped } = record;
  metrics.ended(run, runOutcomes.find((one) => one === outcome) ?? ('failed' satisfies RunOutcome));
  if (outcome === 'done' && finished !== null) metrics.succeeded(run, finished);
  const seconds = finished === null ? null : (finished.getTime() - started.getTime()) / 1000;
  const level = outcome === 'done' || outcome === 'stopped' ? 'info' : 'error';
  const fields = { ...fieldsOf(record), outcome, exitCode, report, seconds };
  log({
    level,
    message: 'run ended',
    fields: {
      ...fields,
      ...(skipped !== null && { skipped: skipped.count }),
      ...(error !== undefined && reasonOf(error)),
    },
  });
}

function fieldsOf({ id, run, due }: RunRecord): Readonly<Record<string, unknown>> {
  return { runId: id, run, due };
}

function reasonOf(error: unknown): Readonly<Record<string, unknown>> {
  const { code, message } = describeError(error);
  return { code, reason: message };
}
