import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { describeSystemError } from '@create-dump/files';
import { createBond } from './create-bond.js';
import { createOutputLines } from './create-output-lines.js';
import { endGroup, type Kill } from './end-group.js';
import { happensWithin } from './happens-within.js';
import { type HookCommand, toProgram } from './hook-command.js';

export interface CommandRun {
  readonly command: HookCommand;
  /** The command's standard input. Undefined: it is empty. */
  readonly input: string | undefined;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which the command is ended. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly kill: Kill;
  /** Called with each line of its output. */
  readonly onLine: (line: string) => void;
}

/** How a command ended. */
export interface CommandEnd {
  /** Why it failed: the end of "… it …". Undefined if it succeeded. */
  readonly problem: string | undefined;
  /** It ended, but a process that it had started kept its output open, and was told to end as well. */
  readonly leftProcess: boolean;
}

/** Milliseconds. How long a process that was asked to end may take. A stopped run must itself end within a second. */
const graceAfterTimeout = 2000;
const graceAfterStop = 500;

/** Milliseconds that the output of a command may stay open after its end. */
const outputGrace = 500;

/**
 * Runs a command in a process group of its own. However it behaves, this resolves a few seconds after the time limit at the latest;
 * then no process of the group is left. Rejects with the signal's reason once the signal is aborted.
 */
export async function runCommand(run: CommandRun): Promise<CommandEnd> {
  const { signal, timeout, kill } = run;
  signal.throwIfAborted();
  using bond = createBond();
  const child = tryToStart(run);
  if ('problem' in child) return child;
  if (child.pid !== undefined) bond.hold(child.pid);
  const exit = exitOf(child);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = [readLines(child.stdout, run.onLine), readLines(child.stderr, run.onLine)];
  sendInput(child, run.input);
  try {
    const first = await firstOf(exit, { timeout, signal });
    if (typeof first === 'string') {
      const isStop = first === 'stopped';
      await endGroup(child.pid, {
        kill,
        gone: exit,
        grace: isStop ? graceAfterStop : graceAfterTimeout,
      });
      if (isStop) throw signal.reason;
      return {
        problem: `took longer than ${timeout / 1000} s, so it was ended`,
        leftProcess: false,
      };
    }
    const leftProcess = !(await happensWithin(closed, outputGrace));
    if (leftProcess) await endGroup(child.pid, { kill, gone: closed, grace: graceAfterStop });
    return { problem: describe(first), leftProcess };
  } finally {
    for (const one of lines) one.end();
    release(child);
  }
}

type Exit =
  | { readonly code: number | null; readonly by: string | null }
  | { readonly error: unknown };

function tryToStart({ command, input, cwd, environment }: CommandRun): ChildProcess | CommandEnd {
  const [program, ...args] = toProgram(command);
  try {
    return spawn(program, args, {
      cwd,
      env: { ...environment },
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    return { problem: describe({ error }), leftProcess: false };
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('exit', (code, by) => resolve({ code, by }));
  });
}

function sendInput({ stdin }: ChildProcess, input: string | undefined): void {
  // A command needn't read its input.
  stdin?.on('error', () => {});
  stdin?.end(input);
}

function readLines(output: Readable | null, onLine: CommandRun['onLine']) {
  const lines = createOutputLines(onLine);
  output?.on('data', (chunk: Uint8Array) => lines.write(chunk)).on('error', () => {});
  return lines;
}

async function firstOf(
  exit: Promise<Exit>,
  { timeout, signal }: Pick<CommandRun, 'timeout' | 'signal'>,
): Promise<Exit | 'stopped' | 'late'> {
  const over = new AbortController();
  const listening = { signal: over.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      exit,
      new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), timeout))),
      new Promise<'stopped'>((resolve) =>
        signal.addEventListener('abort', () => resolve('stopped'), listening),
      ),
    ]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function describe(exit: Exit): string | undefined {
  if ('error' in exit) return `could not be started: ${describeSystemError(exit.error)}`;
  if (exit.by !== null) return `was ended by ${exit.by}`;
  return exit.code === 0 ? undefined : `ended with exit code ${exit.code}`;
}

/** A process that could not be ended, or that left the group, must not hold up the run. */
function release(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
