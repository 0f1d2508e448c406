import { isRunDead } from './is-run-dead.js';
import { parseRunId } from './run-id.js';

/**
 * Whether the run with this id has ended, so that its leftovers may be removed. Uses the rules of `removeStaleTemporaries`, except
 * that a run whose state can't be determined counts as ended a day after its start. False if the text is no run id.
 * @param self The id of the calling run.
 */
export function isRunOver(runId: string, self: string): boolean {
  const owner = parseRunId(runId);
  const asking = parseRunId(self);
  if (owner === undefined || asking === undefined) return false;
  return isRunDead({ owner, self: asking, lastWrite: owner.startedAt });
}
