import { readFileSync } from 'node:fs';
import { isProcessAlive } from './is-process-alive.js';
import { readProcessStart } from './read-process-start.js';
import { parseRunId, type RunOwner } from './run-id.js';

/**
 * Whether the run with this id has ended, so that its leftovers may be removed. Uses the rules of `removeStaleTemporaries`, except
 * that a run whose state can't be determined counts as ended a day after its start; or, if it gives signs of life, 10 minutes after
 * the last one. False if the text is no run id.
 * @param self The id of the calling run.
 * @param lastSign When the run gave the last sign of life, in milliseconds since 1970. Default: it gives none.
 */
export function isRunOver(runId: string, self: string, lastSign?: number): boolean {
  const owner = parseRunId(runId);
  const asking = parseRunId(self);
  if (owner === undefined || asking === undefined) return false;
  const lastWrite = lastSign ?? owner.startedAt;
  const patience = lastSign === undefined ? day : silenceLimit;
  return isRunDead({ owner, self: asking, lastWrite }, patience);
}

export interface RunEvidence {
  readonly owner: RunOwner;
  /** The calling run. */
  readonly self: RunOwner;
  /** When the owner last wrote to its file, in milliseconds since 1970. */
  readonly lastWrite: number;
}

const day = 24 * 60 * 60 * 1000;

/** How long a run that gives signs of life may be silent before it counts as ended, in milliseconds. */
export const silenceLimit = 10 * 60 * 1000;

/**
 * Whether the run that owns a file has ended: what {@link judgeRun} says, and where that is unknown, whether it hasn't written for
 * a day, or as long as `patience` says.
 */
export function isRunDead(evidence: RunEvidence, patience = day): boolean {
  const verdict = judgeRun(evidence);
  if (verdict !== 'unknown') return verdict === 'over';
  return evidence.self.startedAt - evidence.lastWrite > patience;
}

/**
 * What this host knows of a run. On Linux, the kernel knows runs of the same host and pid namespace; a run of an earlier boot has
 * ended if it hasn't written since this boot. Without /proc, a run of the same host has ended if no process has its id.
 */
export function judgeRun({ owner, self, lastWrite }: RunEvidence): 'alive' | 'over' | 'unknown' {
  if (owner.host !== self.host) return 'unknown';
  if (self.boot !== undefined && owner.boot === self.boot) {
    return readProcessStart(owner.pid) === owner.startTicks ? 'alive' : 'over';
  }
  if (owner.boot !== undefined && lastWrite < readBootTime()) return 'over';
  if (owner.boot === undefined) return isProcessAlive(owner.pid) ? 'alive' : 'over';
  return 'unknown';
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
