import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleProgram, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll } from 'vitest';
import type { WorkerLine, WorkerProgram } from '../programs/queue-worker.js';

interface WorkerProcess {
  readonly child: ChildProcess;
  /** The jobs that it holds. */
  readonly holds: ReadonlySet<string>;
}

export interface WorkerProcesses extends AsyncDisposable {
  readonly all: readonly WorkerProcess[];
  readonly starts: number;
  /** What workers said of attempts that failed. */
  readonly failures: readonly string[];
  /** Waits for a worker that holds a job. */
  findBusy(): Promise<WorkerProcess>;
  /** Kills a worker that holds a job, and starts another one in its place. False if none holds one. */
  killBusy(): Promise<boolean>;
}

export interface ProcessOptions {
  readonly program: WorkerProgram;
  readonly count: number;
  /** A program that starts the worker with this number, such as `ip netns exec NAME`. */
  readonly under?: (index: number) => readonly string[];
}

/** Builds the worker's program once for a test file, and returns a function that starts processes of it. */
export function useWorkers(): (options: ProcessOptions) => Promise<WorkerProcesses> {
  let directory: ReturnType<typeof temporaryDirectory>;
  let bundle = '';
  beforeAll(async () => {
    directory = temporaryDirectory();
    bundle = await bundleProgram(
      new URL('../programs/queue-worker.ts', import.meta.url),
      directory.path,
    );
  });
  afterAll(() => directory[Symbol.dispose]());
  return (options) => startAll(bundle, options);
}

async function startAll(
  bundle: string,
  { program, count, under = () => [] }: ProcessOptions,
): Promise<WorkerProcesses> {
  const all: WorkerProcess[] = [];
  const failures: string[] = [];
  let starts = 0;
  const startOne = async (index: number) => {
    const words = [...under(index), process.execPath, bundle, JSON.stringify(program)];
    all[index] = await start(words, {
      onStart: () => starts++,
      onFailure: (message) => failures.push(message),
    });
  };
  await Promise.all(Array.from({ length: count }, (_, index) => startOne(index)));
  return {
    all,
    failures,
    get starts() {
      return starts;
    },
    async findBusy() {
      for (;;) {
        const busy = all.find(({ holds }) => holds.size > 0);
        if (busy !== undefined) return busy;
        await sleep(10);
      }
    },
    async killBusy() {
      const index = all.findIndex(({ holds }) => holds.size > 0);
      const busy = all[index];
      if (busy === undefined) return false;
      await end(busy.child);
      await startOne(index);
      return true;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map(({ child }) => end(child)));
    },
  };
}

interface Tell {
  readonly onStart: () => void;
  readonly onFailure: (message: string) => void;
}

function start([program = '', ...args]: readonly string[], tell: Tell): Promise<WorkerProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const holds = new Set<string>();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as WorkerLine;
      if (line.type === 'ready') resolve({ child, holds });
      else if (line.type === 'started') {
        holds.add(line.directory);
        tell.onStart();
      } else {
        holds.delete(line.directory ?? '');
        if (line.type === 'failed') tell.onFailure(`${line.directory}: ${line.message}`);
      }
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
