import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const builtBin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

export interface BinOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Another copy of the program. */
  readonly bin?: string;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
  /** A program with arguments that runs ours. */
  readonly wrapper?: readonly string[];
  /** A stream: until it ends, a program that reads its input waits. */
  readonly input?: string | Uint8Array | Readable;
  /** Called once the program runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, pid: number) => void;
}

export interface BinResult {
  /** 128 + n where the signal n ended the process. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs the built program as a user would: a process of its own, with an empty home. */
export function runBin(
  args: readonly string[],
  { cwd, env, bin = builtBin, node = process.execPath, wrapper = [], input, onStart }: BinOptions,
): Promise<BinResult> {
  return new Promise((resolve, reject) => {
    const [program = '', ...words] = [...wrapper, node, bin, ...args];
    const child = spawn(program, words, {
      cwd,
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    if (input instanceof Readable) input.pipe(child.stdin);
    else child.stdin.end(input);
    onStart?.((signal) => child.kill(signal), child.pid ?? 0);
  });
}
