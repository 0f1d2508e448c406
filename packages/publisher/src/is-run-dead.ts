import { readFileSync } from 'node:fs';
import { readProcessStart } from './read-process-start.js';
import type { RunOwner } from './run-id.js';

export interface DeathCertificate {
  readonly owner: RunOwner;
  /** The run that asks. */
  readonly self: RunOwner;
  /** When the owner last wrote to its file, in milliseconds since 1970. */
  readonly lastWrite: number;
  /** Whether a process of this host exists; asked where there is no /proc. */
  readonly isAlive: ((pid: number) => boolean) | undefined;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Whether the owner of a file has certainly ended. On Linux the kernel tells, for runs of the same host and pid
 * namespace; a run of an earlier boot is over, if it wrote nothing since this one. Of all others, those that wrote
 * nothing for a day are taken for dead.
 */
export function isRunDead({ owner, self, lastWrite, isAlive }: DeathCertificate): boolean {
  if (owner.host === self.host) {
    if (self.boot !== undefined && owner.boot === self.boot) {
      return readProcessStart(owner.pid) !== owner.startTicks;
    }
    if (owner.boot !== undefined && lastWrite < readBootTime()) return true;
    if (owner.boot === undefined && isAlive !== undefined) return !isAlive(owner.pid);
  }
  return self.startedAt - lastWrite > day;
}

/** Milliseconds since 1970; -Infinity where it can't be told. */
function readBootTime(): number {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
    return seconds === undefined ? -Infinity : Number(seconds) * 1000;
  } catch {
    return -Infinity;
  }
}
