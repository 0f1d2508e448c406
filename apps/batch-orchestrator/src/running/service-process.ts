import type { Writable } from 'node:stream';

/** What the service takes from its process. */
export interface ServiceProcess {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly homeDirectory: string;
  readonly cacheDirectory: string | undefined;
  readonly temporaryDirectory: string;
  readonly pid: number;
  readonly hostname: string;
  readonly version: string;
  readonly processors: number;
  readonly renderScript: URL;
  readonly now: () => Date;
  /** Sends a signal, to a whole process group if the id is negative, as `process.kill` does. */
  readonly kill: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => unknown;
  /** Aborted with a `StopSignal`. */
  readonly signal: AbortSignal;
}
