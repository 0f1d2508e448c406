import { readFileSync } from 'node:fs';
import { errorCode } from '../errors/error-code.js';

/**
 * The start time of a process in ticks since boot: field 22 of `/proc/{pid}/stat` (proc_pid_stat(5)). Undefined if there is no
 * such process, or if it is a zombie. Throws what the system throws.
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
  // The second field is the program's name in parentheses, which may itself contain blanks and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields[0] ?? '';
  return 'ZX'.includes(state) ? undefined : fields[19];
}
