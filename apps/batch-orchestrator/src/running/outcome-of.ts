import type { RunOutcome } from '@create-dump/metrics';
import { exitCodes } from '@create-dump/observing';

const outcomes = new Map<number, RunOutcome>([
  [exitCodes.done, 'done'],
  [exitCodes.usage, 'invalid'],
  [exitCodes.partly, 'partly'],
  [exitCodes.integrity, 'integrity'],
  [exitCodes.refused, 'refused'],
  [exitCodes.locked, 'locked'],
]);

/** The outcome of a run, by its exit code. From 128 on, a signal stopped it. */
export function outcomeOf(exitCode: number): RunOutcome {
  return outcomes.get(exitCode) ?? (exitCode > 128 ? 'stopped' : 'failed');
}
