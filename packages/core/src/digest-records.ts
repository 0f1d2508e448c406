import { hash } from 'node:crypto';
import type { RenderedFile, RenderedRecord } from './dump-format.js';
import { isRedacted, type RedactedRecord } from './manifest.js';
import { isSkipped, type SkippedFile } from './source-file.js';

/** A rendered record that has its digest. Its place still counts from the beginning of its chunk. */
export type DigestedRecord =
  | (RenderedFile & { readonly sha256: string })
  | RedactedRecord
  | SkippedFile;

/** Adds the digests that the records of a chunk lack: those of contents that stand in `bytes`, the chunk, as they are. */
export function digestRecords(
  records: readonly RenderedRecord[],
  bytes: Uint8Array,
): readonly DigestedRecord[] {
  return records.map((record) =>
    isSkipped(record) || isRedacted(record)
      ? record
      : { ...record, sha256: digestOf(record, bytes) },
  );
}

/** The digest of one record, computed if it is missing. */
export function digestOf({ sha256, offset, length }: RenderedFile, bytes: Uint8Array): string {
  return sha256 ?? hash('sha256', bytes.subarray(offset, offset + length));
}
