import type { DumpRecord, FileRecord, ManifestEnd, ManifestHeader } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import { findManifest } from './find-manifest.js';
import { findRecord } from './find-record.js';
import { readContent } from './read-content.js';
import { readRecords } from './read-records.js';
import { createWorkBudget } from './work-budget.js';

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
  const manifest = findManifest(source);
  return {
    header: manifest.header,
    end: manifest.end,
    async *records(signal) {
      const budget = createWorkBudget(signal);
      for (const batch of readRecords(source, manifest)) {
        yield* batch;
        await budget.renew();
      }
    },
    find: (path) => findRecord(source, manifest, path),
    async *readFile(record, signal) {
      const budget = createWorkBudget(signal);
      for (const piece of readContent(source, record)) {
        yield piece;
        if (budget.spend(piece.length)) await budget.renew();
      }
    },
  };
}
