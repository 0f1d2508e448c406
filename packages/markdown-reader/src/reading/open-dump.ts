/*
 * Reading a dump: everything that doesn't write. A file or stream comes in as a `ByteSource` (`openFileSource`,
 * `openStreamSource`); records come out of its manifest, and contents out of the offsets in those records, each checked
 * before it is used. The other folders build on this one, and it imports none of them.
 */

import type { DumpRecord, ContentRecord, ManifestEnd, ManifestHeader } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import { findManifest } from './find-manifest.js';
import { findRecord } from './find-record.js';
import { readContent } from './read-content.js';
import { readRecords } from './read-records.js';
import { createWorkBudget } from './work-budget.js';

/** A dump, read through its manifest. Only the manifest's first and last line are held in memory. */
export interface Dump {
  readonly header: ManifestHeader;
  readonly end: ManifestEnd;
  /** Where the lines of the records are in the dump, in bytes: from the first one to the end of the last one. */
  readonly recordLines: { readonly from: number; readonly to: number };
  /** All records, ordered by path. Throws `DUMP_MALFORMED` at the first invalid one. */
  records(signal?: AbortSignal): AsyncIterable<DumpRecord>;
  /** The record of one path, without reading the others. */
  find(path: string): DumpRecord | undefined;
  /** The original bytes of one file; of a redacted one, what is left of them. Throws `INTEGRITY` before the last piece if they don't match the record. */
  readFile(record: ContentRecord, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/**
 * Opens a dump by its last line (docs/format.md, "Reading"). The caller still owns the source and disposes of it.
 *
 * Each content is checked against its record only; `verifyDump` verifies the dump as a whole.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it is cut off, was edited or isn't a dump; `READ_FAILED`.
 */
export function openDump(source: ByteSource): Dump {
  const manifest = findManifest(source);
  return {
    header: manifest.header,
    end: manifest.end,
    recordLines: { from: manifest.recordsOffset, to: manifest.endOffset },
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
