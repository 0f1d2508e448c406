import type { Writable } from 'node:stream';

/** What observers take from the process that they run in. */
export interface ObservedProcess {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY?: boolean };
  readonly stderr: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly pid: number;
  readonly hostname: string;
  /** Version of the program. */
  readonly version: string;
  readonly now: () => Date;
  /** Aborted when the run must end within a second. */
  readonly signal: AbortSignal;
}
