import type { Engine } from './engine.js';
import type { Readable, Writable } from 'node:stream';

/** Everything that a run takes from its process: the one place where the program touches clock, environment and streams. */
export interface World {
  readonly args: readonly string[];
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
  /** For what must be read at random but comes in a pipe. */
  readonly temporaryDirectory: string;
  readonly pid: number;
  readonly hostname: string;
  readonly version: string;
  /** How many threads can run at the same time. */
  readonly processors: number;
  /** The programs of threads that render, and that read dumps. */
  readonly renderScript: URL;
  readonly readerScript: URL;
  readonly engine: Engine;
  readonly now: () => Date;
  /** Aborted with a `StopSignal` by SIGINT, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
}
