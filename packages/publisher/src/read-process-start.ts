import { readFileSync } from 'node:fs';
import { errorCode } from './error-code.js';

/**
 * When a process started, in ticks since boot, as Linux tells in `/proc/{pid}/stat` (proc_pid_stat(5), field 22);
 * undefined if there is none, or only one that has ended and waits for its parent. Throws if it can't be told.
 */
export function readProcessStart(pid: number): string | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
  // The second field is the program's name in parentheses, and may hold blanks and parentheses itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields[0] ?? '';
  return 'ZX'.includes(state) ? undefined : fields[19];
}
