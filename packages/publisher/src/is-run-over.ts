import { isRunDead } from './is-run-dead.js';
import { parseRunId } from './run-id.js';

/**
 * Whether the run of an id has ended, so that what it left may be removed: as {@link removeStaleTemporaries} finds out, but
 * where nothing better can be known, a run counts as over a day after it began. False for what is no run's id.
 * @param self The id of the run that asks.
 */
export function isRunOver(runId: string, self: string): boolean {
  const owner = parseRunId(runId);
  const asking = parseRunId(self);
  if (owner === undefined || asking === undefined) return false;
  return isRunDead({ owner, self: asking, lastWrite: owner.startedAt, isAlive: undefined });
}
