import { CreateDumpError, displayPath, type FileRecord } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { createContentCheck } from './content-check.js';

const pieceBytes = 2 ** 18;

/**
 * The original bytes of one file, in pieces of their own memory, at least one.
 * @throws {CreateDumpError} `INTEGRITY`, instead of the last piece, if they aren't what the record says.
 */
export function* readContent(source: ByteSource, record: FileRecord): Generator<Uint8Array> {
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

export function contentError(source: ByteSource, path: string, problem: string): CreateDumpError {
  return new CreateDumpError(
    'INTEGRITY',
    `${source.name} is damaged: the content of "${displayPath(path)}" is wrong, ${problem}.`,
  );
}
