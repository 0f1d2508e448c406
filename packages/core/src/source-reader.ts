import type { SkippedFile, SourceFile } from './source-file.js';

/** An open source file. */
export interface OpenSource extends Disposable {
  /** The size in bytes when the file was opened. Reading may give more or less. */
  readonly size: number;
  /** Reads at `position` into `target`. Returns the number of bytes read, 0 at the end. Throws the system's errors. */
  read(target: Uint8Array, position: number): number;
  /** Whether the file's metadata are still as they were when it was opened. */
  unchanged(): boolean;
}

/**
 * Port: opens the content of one source file. Synchronous, because asynchronous calls cost six times as much as the reading
 * itself; callers yield between batches.
 *
 * @param asDiscovered Assume that the file is as it was at discovery, which saves a system call. `unchanged` compares with
 *   the state at discovery then; it is also false if the file wasn't a regular file when it was opened. Default: false.
 */
export type OpenSourceFile = (file: SourceFile, asDiscovered?: boolean) => OpenSource | SkippedFile;
