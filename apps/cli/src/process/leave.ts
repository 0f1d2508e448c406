import type { Writable } from 'node:stream';

type Output = Pick<Writable, 'writableLength'>;

export interface LeaveOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted if the process must end at once. */
  readonly signal: AbortSignal;
  /** Ends the process although output is pending. */
  readonly exit: () => void;
  /** Milliseconds without any progress after which the reader of standard error counts as stopped. */
  readonly patience?: number;
}

const interval = 20;

/**
 * Lets a finished process end. Pending output keeps a process alive: standard output is waited for, as every filter does, but a
 * stopped reader of standard error doesn't hold up the exit code, and a signal ends both waits.
 */
export async function leave(options: LeaveOptions): Promise<void> {
  const { stdout, stderr, signal, exit, patience = 5000 } = options;
  let pending = stderr.writableLength;
  let waited = 0;
  while (stdout.writableLength + pending > 0 && waited < patience && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, interval));
    const left = stderr.writableLength;
    waited = left < pending || stdout.writableLength > 0 ? 0 : waited + interval;
    pending = left;
  }
  if (stdout.writableLength + pending > 0) exit();
}
