import type { SkippedFile, SourceFile } from './source-file.js';

/** An open source file. */
export interface OpenSource extends Disposable {
  /** Bytes, when it was opened. What is read may be more or less. */
  readonly size: number;
  /** Reads at `position` into `target`; returns how many bytes came, 0 at the end. Throws what the system throws. */
  read(target: Uint8Array, position: number): number;
  /** False once the file was changed, as far as its metadata tell, since it was opened. */
  unchanged(): boolean;
}

/**
 * Port: opens the content of one source file. Synchronous, because on the hot path asynchronous calls cost six times
 * as much as the reading itself; callers yield between batches.
 *
 * @param asDiscovered Size and time of discovery may be taken for those at opening, which saves asking for them. Then
 *   `unchanged` is false also for what was changed since discovery, or was no file when it was opened. Default: false.
 */
export type OpenSourceFile = (file: SourceFile, asDiscovered?: boolean) => OpenSource | SkippedFile;
