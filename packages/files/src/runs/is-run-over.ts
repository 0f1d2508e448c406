import { isRunDead } from './is-run-dead.js';
import { parseRunId } from './run-id.js';

/**
 * Whether the run with this id has ended, so that its leftovers may be removed. Decided as in `removeStaleTemporaries`, except
 * that an unknown run counts as over a day after its start. False for a text that isn't a run id.
 * @param self The id of the calling run.
 */
export function isRunOver(runId: string, self: string): boolean {
  const owner = parseRunId(runId);
  const asking = parseRunId(self);
  if (owner === undefined || asking === undefined) return false;
  return isRunDead({ owner, self: asking, lastWrite: owner.startedAt, isAlive: undefined });
}
