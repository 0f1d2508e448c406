import { type DumpRecord, type ContentRecord, isSkipped } from '@create-dump/core';
import { createBlockReader } from './block-reader.js';
import type { ByteSource } from './byte-source.js';
import { type ContentPiece, piecesOf } from './content-pieces.js';
import type { ManifestLocation } from './find-manifest.js';
import { readRecords } from './read-records.js';
import { createWorkBudget, fileCost } from './work-budget.js';

export interface Scan {
  readonly source: ByteSource;
  readonly manifest: ManifestLocation;
  /** Receives the records in batches, each before any of its contents. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
  /** Receives all bytes of the source, in order. Without it, only wanted contents are read. */
  readonly onBytes?: (bytes: Uint8Array, offset: number) => void;
  /** Selects the contents to yield. Every content that is read is also checked. */
  readonly wants: (record: ContentRecord) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a dump in one pass. Yields the wanted contents piece by piece; of the others, only the last piece of each content
 * that doesn't match its record. Throws `DUMP_MALFORMED` at the first invalid record.
 */
export async function* scanContents({
  source,
  manifest,
  onRecords,
  onBytes,
  wants,
  signal,
}: Scan): AsyncGenerator<ContentPiece> {
  const budget = createWorkBudget(signal);
  const reader = createBlockReader(source, { onBlock: onBytes });
  const readTo = async (offset: number) => {
    while (!reader.holds(offset)) {
      if (budget.spend(reader.advance(offset))) await budget.renew();
    }
  };
  for (const records of readRecords(source, manifest)) {
    onRecords(records);
    for (const record of records) {
      if (budget.spend(fileCost)) await budget.renew();
      if (isSkipped(record)) continue;
      const isWanted = wants(record);
      if (!isWanted && onBytes === undefined) continue;
      await readTo(record.offset);
      for (const piece of piecesOf(record, reader)) {
        if (isWanted || piece.problem !== undefined) yield piece;
        if (budget.spend(piece.bytes.length)) await budget.renew();
      }
    }
  }
  if (onBytes !== undefined) await readTo(source.size - 1);
}
