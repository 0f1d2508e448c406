import { happensWithin } from './happens-within.js';

/** Sends a signal to a process, or to the group whose negated id is given, as `process.kill` does. */
export type Kill = (pid: number, signal: 'SIGTERM' | 'SIGKILL') => unknown;

export interface GroupEnd {
  readonly kill: Kill;
  /** Resolves once the group is gone, as far as anyone can tell. */
  readonly gone: Promise<unknown>;
  /** Milliseconds between the request to end and the kill. */
  readonly grace: number;
}

/** Milliseconds. A killed process ends at once, unless the system doesn't answer it: then nobody can wait for it. */
const afterKill = 1000;

/** Ends the processes of a group: asks them to, and kills what is left. Resolves even if that fails. */
export async function endGroup(
  pid: number | undefined,
  { kill, gone, grace }: GroupEnd,
): Promise<void> {
  if (pid === undefined) return;
  send(kill, pid, 'SIGTERM');
  await happensWithin(gone, grace);
  // Also where the leader is gone: a child of it may have ignored the request.
  send(kill, pid, 'SIGKILL');
  await happensWithin(gone, afterKill);
}

function send(kill: Kill, pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}
