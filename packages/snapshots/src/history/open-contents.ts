import type { ContentRecord } from '@create-dump/core';
import {
  openFileSource,
  readSourceContents,
  readStreamContents,
  type StoredPiece,
} from '@create-dump/markdown-reader';
import type { KeptSnapshot } from './kept-snapshot.js';
import { type HistoryContext, unpackArchive } from './open-manifest.js';

/** Counts what reading contents took. */
export interface ContentCost {
  opened: number;
  unpacked: number;
  unpackedBytes: number;
}

/**
 * Reads the contents of some records of a snapshot: only their bytes of a live dump; an archive up to the last of them.
 * @param records Ordered as in the manifest.
 * @throws {CreateDumpError} `INTEGRITY`, `DUMP_MALFORMED`, `READ_FAILED`, `WRITE_FAILED`.
 */
export async function* openContents(
  { live, archive = '', dumpName }: KeptSnapshot,
  records: readonly ContentRecord[],
  { context, cost }: { readonly context: HistoryContext; readonly cost: ContentCost },
): AsyncGenerator<StoredPiece> {
  const { signal } = context;
  cost.opened++;
  if (live !== undefined) {
    using source = await openFileSource(live, context);
    yield* readSourceContents(source, records, signal);
    return;
  }
  cost.unpacked++;
  if (dumpName.endsWith('.gz')) {
    const { source } = await unpackArchive(archive, context);
    using unpacked = source;
    cost.unpackedBytes += unpacked.size;
    yield* readSourceContents(unpacked, records, signal);
    return;
  }
  const { openArchiveMember } = await import('@create-dump/archiver');
  const stream = await openArchiveMember(archive, dumpName, { signal });
  const counted = async function* counted() {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      cost.unpackedBytes += piece.length;
      yield piece;
    }
  };
  yield* readStreamContents(counted(), records);
}
