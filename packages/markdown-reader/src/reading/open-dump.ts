import type { DumpRecord, FileRecord, ManifestEnd, ManifestHeader } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import { findRecord } from './find-record.js';
import { findManifest } from './manifest-place.js';
import { createPacer } from './pacer.js';
import { readContent } from './read-content.js';
import { readRecords } from './read-records.js';

/** A dump, read by its manifest. Nothing of it is in memory but the manifest's first and last line. */
export interface Dump {
  readonly header: ManifestHeader;
  readonly end: ManifestEnd;
  /** All records, ordered by path. Throws `DUMP_MALFORMED` at the first that is wrong. */
  records(signal?: AbortSignal): AsyncIterable<DumpRecord>;
  /** The record of one path, without reading the others. */
  find(path: string): DumpRecord | undefined;
  /** The original bytes of one file. Throws `INTEGRITY`, instead of the last piece, if they aren't the record's. */
  readFile(record: FileRecord, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/**
 * Opens a dump by its last line (docs/format.md, "Reading"). The source stays the caller's, to be disposed of after use.
 *
 * What is read is checked against its record only; `verifyDump` proves the dump as a whole.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it is cut off, edited or no dump; `READ_FAILED`.
 */
export function openDump(source: ByteSource): Dump {
  const place = findManifest(source);
  return {
    header: place.header,
    end: place.end,
    async *records(signal) {
      const pacer = createPacer(signal);
      for (const batch of readRecords(source, place)) {
        yield* batch;
        await pacer.rest();
      }
    },
    find: (path) => findRecord(source, place, path),
    async *readFile(record, signal) {
      const pacer = createPacer(signal);
      for (const piece of readContent(source, record)) {
        yield piece;
        if (pacer.spend(piece.length)) await pacer.rest();
      }
    },
  };
}
