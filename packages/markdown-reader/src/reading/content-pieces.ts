import type { ContentRecord } from '@create-dump/core';
import type { BlockReader } from './block-reader.js';
import { createContentCheck, plainContentProblem } from './content-check.js';

/** A part of one content, or all of it. */
export interface ContentPiece {
  readonly record: ContentRecord;
  /** Original bytes, or those of the redacted content; valid until the next piece is requested. */
  readonly bytes: Uint8Array;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Set on the last piece if the content doesn't match its record. */
  readonly problem?: string | undefined;
}

/** Reads the content of one record; the reader may be at any position. Nearly every content is a single piece. */
export function piecesOf(record: ContentRecord, reader: BlockReader): Iterable<ContentPiece> {
  const { offset, length, encoding } = record;
  const bytes = encoding === undefined ? reader.whole(offset, offset + length) : undefined;
  if (bytes === undefined) return readPieces(record, reader);
  return [
    { record, bytes, isFirst: true, isLast: true, problem: plainContentProblem(record, bytes) },
  ];
}

function* readPieces(record: ContentRecord, reader: BlockReader): Generator<ContentPiece> {
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
