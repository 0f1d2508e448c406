import { type DumpRecord, type FileRecord, isSkipped } from '@create-dump/core';
import { type BlockReader, createBlockReader } from './block-reader.js';
import type { ByteSource } from './byte-source.js';
import { createContentCheck, plainContentProblem } from './content-check.js';
import type { ManifestPlace } from './manifest-place.js';
import { createPacer } from './pacer.js';
import { readRecords } from './read-records.js';

export interface Scan {
  readonly source: ByteSource;
  readonly place: ManifestPlace;
  /** Gets the records, a batch at a time, before any of their contents. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
  /** Gets all bytes of the source, in order. Without it only wanted contents are read. */
  readonly onBytes?: (bytes: Uint8Array, offset: number) => void;
  /** Whose contents are given. All are checked that are read. */
  readonly wants: (record: FileRecord) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface ContentPiece {
  readonly record: FileRecord;
  /** Original bytes, valid until the next piece is asked for. */
  readonly bytes: Uint8Array;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** With the last piece: what is wrong with the content. */
  readonly problem?: string | undefined;
}

/** What a record costs besides its bytes, in bytes hashed. */
export const recordCost = 2 ** 14;

/**
 * Reads a dump in one pass and gives the contents that are wanted, piece by piece, and of all others a last piece where
 * one is wrong. Throws `DUMP_MALFORMED` at the first record that is.
 */
export async function* scanContents({
  source,
  place,
  onRecords,
  onBytes,
  wants,
  signal,
}: Scan): AsyncGenerator<ContentPiece> {
  const pacer = createPacer(signal);
  const reader = createBlockReader(source, { onBlock: onBytes });
  const readTo = async (offset: number) => {
    while (!reader.holds(offset)) {
      if (pacer.spend(reader.advance(offset))) await pacer.rest();
    }
  };
  for (const records of readRecords(source, place)) {
    onRecords(records);
    for (const record of records) {
      if (pacer.spend(recordCost)) await pacer.rest();
      if (isSkipped(record)) continue;
      const isWanted = wants(record);
      if (!isWanted && onBytes === undefined) continue;
      await readTo(record.offset);
      for (const piece of piecesOf(record, reader)) {
        if (isWanted || piece.problem !== undefined) yield piece;
        if (pacer.spend(piece.bytes.length)) await pacer.rest();
      }
    }
  }
  if (onBytes !== undefined) await readTo(source.size - 1);
}

/** The content of one record, wherever the reader stands. Nearly every content is there in one piece. */
export function piecesOf(record: FileRecord, reader: BlockReader): Iterable<ContentPiece> {
  const { offset, length, encoding } = record;
  const bytes = encoding === undefined ? reader.whole(offset, offset + length) : undefined;
  if (bytes === undefined) return readPieces(record, reader);
  return [
    { record, bytes, isFirst: true, isLast: true, problem: plainContentProblem(record, bytes) },
  ];
}

function* readPieces(record: FileRecord, reader: BlockReader): Generator<ContentPiece> {
  const check = createContentCheck(record);
  const { offset } = record;
  const end = offset + record.length;
  for (let at = offset; ;) {
    if (at < end && !reader.holds(at)) reader.advance(at);
    const stored = reader.slice(at, end);
    const isFirst = at === offset;
    at += stored.length;
    const isLast = at === end;
    const bytes = check.take(stored, isLast);
    yield { record, bytes, isFirst, isLast, problem: isLast ? check.problem() : undefined };
    if (isLast) return;
  }
}
