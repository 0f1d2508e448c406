import { readFileSync } from 'node:fs';
import { isProcessAlive } from './is-process-alive.js';
import { readProcessStart } from './read-process-start.js';
import { parseRunId, type RunOwner } from './run-id.js';

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

export interface RunEvidence {
  readonly owner: RunOwner;
  /** The calling run. */
  readonly self: RunOwner;
  /** When the owner last wrote to its file, in milliseconds since 1970. */
  readonly lastWrite: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Whether the run that owns a file has ended. On Linux, the kernel knows for runs of the same host and pid namespace; a run of an
 * earlier boot has ended if it hasn't written since this boot. Without /proc, a run of the same host has ended if no process has its
 * id. Any other run counts as ended after a day without a write.
 */
export function isRunDead({ owner, self, lastWrite }: RunEvidence): boolean {
  if (owner.host === self.host) {
    if (self.boot !== undefined && owner.boot === self.boot) {
      return readProcessStart(owner.pid) !== owner.startTicks;
    }
    if (owner.boot !== undefined && lastWrite < readBootTime()) return true;
    if (owner.boot === undefined) return !isProcessAlive(owner.pid);
  }
  return self.startedAt - lastWrite > day;
}

/** Milliseconds since 1970; -Infinity if unknown. */
function readBootTime(): number {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
    return seconds === undefined ? -Infinity : Number(seconds) * 1000;
  } catch {
    return -Infinity;
  }
}
