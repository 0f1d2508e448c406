import { CreateDumpError, displayPath, type ContentRecord } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { createContentCheck } from './content-check.js';

const pieceBytes = 2 ** 18;

/**
 * Reads the original bytes of one file; of a redacted one, what is left of them. Each piece has memory of its own; there is at least one.
 * @throws {CreateDumpError} `INTEGRITY` before the last piece if the content doesn't match the record.
 */
export function* readContent(source: ByteSource, record: ContentRecord): Generator<Uint8Array> {
  const { path, offset, length } = record;
  const check = createContentCheck(record);
  const end = offset + length;
  for (let at = offset; ; at += pieceBytes) {
    const isLast = at + pieceBytes >= end;
    const stored = readFully(source, Buffer.alloc(Math.min(pieceBytes, end - at)), at);
    const bytes = check.take(stored, isLast);
    const problem = isLast ? check.problem() : undefined;
    if (problem !== undefined) throw contentError(source, path, problem);
    yield bytes;
    if (isLast) return;
  }
}

export function contentError(
  source: Pick<ByteSource, 'name'>,
  path: string,
  problem: string,
): CreateDumpError {
  return new CreateDumpError(
    'INTEGRITY',
    `${source.name} is damaged: the content of "${displayPath(path)}" is wrong, ${problem}.`,
  );
}
