import { type ChildProcess, spawn } from 'node:child_process';
// oxlint-disable-next-line no-restricted-imports -- `ChildProcess.kill` doesn't reach a process group
import { kill } from 'node:process';
import { errorCode } from '@create-dump/files';

export interface SshKeygenRun {
  /** Undefined if it didn't end by itself. */
  readonly exitCode: number | undefined;
  /** The signal that ended it. */
  readonly killedBy: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SshKeygenOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: Uint8Array;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
}

/**
 * Runs ssh-keygen in a session of its own, which has no terminal: it can't ask there, and the keyboard's Ctrl-C doesn't reach it.
 * It is killed when the time is over or the signal aborts. Rejects with the reason for that, or with what starting it failed with.
 */
export async function runSshKeygen(options: SshKeygenOptions): Promise<SshKeygenRun> {
  const { program, args, input, timeLimit, signal } = options;
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(timeLimit);
  const stop = AbortSignal.any([signal, limit]);
  const child = spawn(program, args, { detached: true, stdio: 'pipe' });
  try {
    return await new Promise((resolve, reject) => {
      stop.addEventListener('abort', () => reject(stop.reason as Error), { once: true });
      child.once('error', reject);
      const stdout = collect(child.stdout);
      const stderr = collect(child.stderr);
      child.once('close', (exitCode, killedBy) => {
        const ended = { exitCode: exitCode ?? undefined, killedBy: killedBy ?? undefined };
        resolve({ ...ended, stdout: stdout(), stderr: stderr() });
      });
      // A program that doesn't read its input says why in its own words.
      child.stdin.on('error', (error) => {
        if (errorCode(error) !== 'EPIPE') reject(error);
      });
      child.stdin.end(input);
    });
  } finally {
    endNow(child);
  }
}

/** Kills the program if it still runs, with what it has started to ask for a passphrase, and closes its pipes. */
function endNow(child: ChildProcess): void {
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  if (child.pid !== undefined && !hasEnded) killGroup(child.pid);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
}

function killGroup(leader: number): void {
  try {
    kill(-leader, 'SIGKILL');
  } catch {
    // The group is gone.
  }
}

/** Far more than a signature or a message has. */
const maxOutput = 2 ** 16;

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < maxOutput) chunks.push(chunk);
    length += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
