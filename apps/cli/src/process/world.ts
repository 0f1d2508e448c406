/*
 * The process itself: clock, environment, streams, signals, exit codes, V8 and its compile cache. `main.ts` builds the
 * `World`; every other module gets it, or a part of it, as an argument.
 */
import type { Engine } from './engine.js';
import type { Readable, Writable } from 'node:stream';

/** Everything that a run takes from its process. */
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
  /** The user's directory for caches, which may not exist. Undefined without a home directory. */
  readonly cacheDirectory?: string | undefined;
  /** Where input from a pipe is spooled if it must be read at random. */
  readonly temporaryDirectory: string;
  /** Permissions that new files don't get. */
  readonly umask: number;
  readonly pid: number;
  readonly hostname: string;
  readonly version: string;
  /** How many threads can run at the same time. */
  readonly processors: number;
  /** The entry points of worker threads. */
  readonly renderScript: URL;
  readonly readerScript: URL;
  readonly engine: Engine;
  /** Called before anything of the user's is read. Help and version run without. */
  readonly watchForBlockedStop: () => void;
  readonly now: () => Date;
  /** Aborted with a `StopSignal` by SIGINT, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
}
