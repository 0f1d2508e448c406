/*
 * The process that a command runs in. The program builds a `World`, and `runObserved` (here, too) runs a command's work in it, with
 * observers, and returns the exit code; lost output and a time limit are handled beside it.
 */
import type { Readable, Writable } from 'node:stream';
import type { Worker, WorkerOptions } from 'node:worker_threads';

/** Everything that a command takes from its process. */
export interface World {
  /** Relative paths of settings and arguments are resolved against it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly homeDirectory: string;
  /** The user's directory for caches, which may not exist. Undefined without a home directory. */
  readonly cacheDirectory?: string | undefined;
  /** Where input from a pipe is spooled if it must be read at random. */
  readonly temporaryDirectory: string;
  readonly pid: number;
  readonly hostname: string;
  readonly version: string;
  /** Program and version, as dumps record them. */
  readonly tool: string;
  /** How many threads can run at the same time. */
  readonly processors: number;
  /** The entry point of render threads. */
  readonly renderScript: URL;
  readonly engine: {
    /** Starts a worker thread that runs `program`. */
    startThread(program: URL, options: WorkerOptions): Worker;
  };
  /** Sends a signal, to a whole process group if the id is negative, as `process.kill` does. */
  readonly kill: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => unknown;
  readonly now: () => Date;
  /** Aborted when the run must stop, with a `StopSignal` if a signal asks for it. */
  readonly signal: AbortSignal;
}
