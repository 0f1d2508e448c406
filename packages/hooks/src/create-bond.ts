import { spawn } from 'node:child_process';

/**
 * The first line on standard input is the id of a process group. Another line says that its work is done; the end of the input without
 * one, that the program that wrote it has ended.
 */
const script = `read -r group || exit
read -r _ && exit
kill -s TERM -- "-$group" && sleep 2 && kill -s KILL -- "-$group"`;

export interface Bond extends Disposable {
  /** The process group to end. */
  hold(group: number): void;
}

/**
 * Ends a process group if this program ends before the bond is disposed, even by SIGKILL: a shell reads from a pipe that the system closes
 * then. Create it before the group, so that little time is left in between. Where no shell can be started, it does nothing.
 */
export function createBond(): Bond {
  // In a group of its own: what kills this program's group must leave it.
  const shell = spawn('sh', ['-c', script], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  // Undefined if there are too many open files.
  const input: typeof shell.stdin | undefined = shell.stdin;
  input?.on('error', () => {});
  shell.unref();
  return {
    hold: (group) => void input?.write(`${group}\n`),
    [Symbol.dispose]: () => void input?.end('done\n'),
  };
}
