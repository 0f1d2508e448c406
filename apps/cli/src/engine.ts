import { setFlagsFromString } from 'node:v8';
import type { Worker, WorkerOptions } from 'node:worker_threads';

/** V8 and libuv, which run the program. */
export interface Engine {
  /** Tunes them for a command's work: help and version do without. */
  tune(): void;
  /** At the end of a run: keeps what V8 has compiled of the program for the next one. */
  keepCode(): void;
  /** Starts a thread at `program`. */
  startThread(program: URL, options: WorkerOptions): Worker;
}

export interface EngineFlag {
  readonly name: string;
  readonly tuned: number;
  readonly byDefault: number;
}

/**
 * V8's defaults are for programs that run for hours. It is told to collect garbage before the heap has grown by more than a
 * tenth; and V8 11, Node 20's, to optimize a function after six times as much use: later ones have another scheme, and no
 * such flag (docs/decisions/0013).
 */
export const engineFlags: readonly EngineFlag[] = [
  { name: 'heap-growing-percent', tuned: 10, byDefault: 0 },
  ...(process.versions.v8.startsWith('11.')
    ? [{ name: 'interrupt-budget', tuned: 400_000, byDefault: 67_584 }]
    : []),
];

/**
 * libuv has four threads for calls that wait, and reads how many when the first one comes. Where there are fewer processors,
 * they drive the threads that work off theirs.
 */
export function poolSize(processors: number): number {
  return Math.min(Math.max(processors - 1, 1), 4);
}

export interface EngineOptions {
  /** How many threads can run at the same time. */
  readonly processors: number;
  /** Called with V8 at its defaults. */
  readonly saveCode?: () => void;
}

export function createEngine({ processors, saveCode }: EngineOptions): Engine {
  let isTuned = false;
  let starting = 0;
  const tune = () => setFlags(({ tuned }) => tuned);
  const untune = () => setFlags(({ byDefault }) => byDefault);
  return {
    tune() {
      isTuned = true;
      tune();
      process.env['UV_THREADPOOL_SIZE'] ??= String(poolSize(processors));
    },
    /** V8 takes compiled code only with the flags with which it was compiled. */
    keepCode() {
      if (isTuned) untune();
      isTuned = false;
      saveCode?.();
    },
    /** Node's own modules are compiled ahead for V8 as it is by default: with other flags, a thread starts in twice the time. */
    startThread(program, options) {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      if (isTuned) untune();
      const worker = new Worker(program, options);
      starting++;
      const started = () => {
        worker.off('online', started).off('exit', started);
        starting--;
        if (isTuned && starting === 0) tune();
      };
      return worker.on('online', started).on('exit', started);
    },
  };
}

function setFlags(valueOf: (flag: EngineFlag) => number): void {
  for (const flag of engineFlags) setFlagsFromString(`--${flag.name}=${valueOf(flag)}`);
}
