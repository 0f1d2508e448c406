/*
 * Bytes of an open file by position: plain (`readRange`, `readBytes`) or inflated (`inflateRange`), as streams of pieces in
 * bounded memory. `createByteReader` turns such a stream into reads of exact lengths. Both formats are read through these.
 */
import { displayPath } from '@create-dump/core';
import { type RegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';

/** The bytes of an archive from `start` to `end` in one buffer; throws `INTEGRITY` if it is shorter. Meant for small ranges. */
export async function readBytes(file: RegularFile, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  if (start >= 0) {
    for await (const part of readRange(file, start, end)) parts.push(Buffer.from(part));
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length < end - start) throw archiveFault(file.path, 'it is truncated');
  return bytes;
}

/**
 * The bytes of a file from `start` to `end`, or to the end of the file, in pieces. Each piece is overwritten when the next one
 * is requested. Throws `READ_FAILED`.
 */
export async function* readRange(
  file: RegularFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceLength, Math.max(end - start, 0)));
  for (let at = start; at < end;) {
    const bytesRead = await readAt(file, buffer.subarray(0, end - at), at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function readAt(
  { path, handle }: RegularFile,
  target: Buffer,
  position: number,
): Promise<number> {
  try {
    return (await handle.read(target, 0, target.length, position)).bytesRead;
  } catch (error) {
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}

const pieceLength = 2 ** 18;
