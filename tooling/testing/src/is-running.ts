import { existsSync, readFileSync } from 'node:fs';

/** Whether a process runs. On Linux, one that has ended stays in the table until its parent has asked how it ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !(existsSync(stat) && /\) Z /.test(readFileSync(stat, 'latin1')));
}
