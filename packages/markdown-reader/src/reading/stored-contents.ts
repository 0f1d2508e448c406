import { CreateDumpError, type ContentRecord } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { type ContentCheck, createContentCheck } from './content-check.js';
import { createWorkBudget } from './work-budget.js';

/** A part of one content as the dump shows it, with its original bytes. */
export interface StoredPiece {
  readonly record: ContentRecord;
  /** As it stands in the dump: text in UTF-8, or base64. Valid until the next piece is requested. */
  readonly stored: Uint8Array;
  /** The original bytes decoded from it, or those of the redacted content. */
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
  /** Set on the last piece if the content doesn't match its record. */
  readonly problem: string | undefined;
}

const pieceBytes = 2 ** 18;

/**
 * Reads the contents of some records from a dump with random access, without reading the rest.
 * @throws {CreateDumpError} `READ_FAILED`; rejects with the signal's reason.
 */
export async function* readSourceContents(
  source: ByteSource,
  records: Iterable<ContentRecord>,
  signal?: AbortSignal,
): AsyncGenerator<StoredPiece> {
  const budget = createWorkBudget(signal);
  for (const record of records) {
    const check = createContentCheck(record);
    const end = record.offset + record.length;
    for (let at = record.offset, isLast = false; !isLast; at += pieceBytes) {
      isLast = at + pieceBytes >= end;
      const stored = readFully(source, Buffer.alloc(Math.min(pieceBytes, end - at)), at);
      yield toPiece(record, check, stored, isLast);
      if (budget.spend(stored.length)) await budget.renew();
    }
  }
}

/**
 * Reads the contents of some records from a dump that arrives front to back. Stops reading after the last one.
 * @param records Ordered as in the manifest.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if the stream ends too early; what `stream` throws.
 */
export async function* readStreamContents(
  stream: AsyncIterable<Uint8Array>,
  records: Iterable<ContentRecord>,
): AsyncGenerator<StoredPiece> {
  const queue = records[Symbol.iterator]();
  let current = open(queue.next());
  let position = 0;
  if (current === undefined) return;
  for await (const bytes of stream) {
    const end = position + bytes.length;
    // An empty content ends where it begins.
    while (
      current !== undefined &&
      (current.at < end || (current.at === current.end && current.at <= end))
    ) {
      const { record, check, at } = current;
      const to = Math.min(current.end, end);
      const isLast = to === current.end;
      yield toPiece(record, check, bytes.subarray(at - position, to - position), isLast);
      current.at = to;
      if (!isLast) break;
      current = open(queue.next());
    }
    if (current === undefined) return;
    position = end;
  }
  throw new CreateDumpError('DUMP_MALFORMED', `The dump ends before "${current.record.path}".`);
}

interface OpenContent {
  readonly record: ContentRecord;
  readonly check: ContentCheck;
  readonly end: number;
  at: number;
}

function open({ value: record, done }: IteratorResult<ContentRecord>): OpenContent | undefined {
  if (done === true) return undefined;
  const { offset, length } = record;
  return { record, check: createContentCheck(record), at: offset, end: offset + length };
}

function toPiece(
  record: ContentRecord,
  check: ContentCheck,
  stored: Uint8Array,
  isLast: boolean,
): StoredPiece {
  const bytes = check.take(stored, isLast);
  return { record, stored, bytes, isLast, problem: isLast ? check.problem() : undefined };
}
