import { setFlagsFromString } from 'node:v8';
import type { Worker, WorkerOptions } from 'node:worker_threads';

/** V8, which runs the program. */
export interface Engine {
  /** Sets V8's flags for a command's work. Help and version run without. */
  tune(): void;
  /** Starts a worker thread that runs `program`. */
  startThread(program: URL, options: WorkerOptions): Worker;
}

export interface EngineFlag {
  readonly name: string;
  readonly tuned: number;
  readonly byDefault: number;
}

/**
 * V8's defaults suit programs that run for hours. Tuned, it collects garbage once the heap has grown by a tenth; and V8 11
 * (Node 20) optimizes a function after six times as much use. Later versions have no such flag (docs/decisions/0013).
 */
export const engineFlags: readonly EngineFlag[] = [
  { name: 'heap-growing-percent', tuned: 10, byDefault: 0 },
  ...(process.versions.v8.startsWith('11.')
    ? [{ name: 'interrupt-budget', tuned: 400_000, byDefault: 67_584 }]
    : []),
];

export function createEngine(): Engine {
  let isTuned = false;
  let starting = 0;
  const tune = () => setFlags(({ tuned }) => tuned);
  const untune = () => setFlags(({ byDefault }) => byDefault);
  return {
    tune() {
      isTuned = true;
      tune();
    },
    /** Node's built-in modules are compiled for V8's default flags: with others, a thread takes twice as long to start. */
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
