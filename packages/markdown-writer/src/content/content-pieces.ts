import type { OpenSource } from '@create-dump/core';
import { base64LineBytes } from './encode-base64.js';
import { readFully } from './read-fully.js';

/** A buffer for {@link contentPieces}: about 1 MiB, in whole lines of base64. */
export const pieceBufferBytes = base64LineBytes * 18_397;

export interface ContentPiece {
  /** Valid until the next piece. */
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * Reads a content front to back. Each piece fills the buffer that `nextBuffer` returns, which may be the same each time.
 *
 * @param tailLength How many bytes at the end of what was read belong to a unit (a character, a line of base64) that isn't
 *   complete. They are moved to the next piece; the last piece keeps them. Must be less than the buffer's length.
 */
export function* contentPieces(
  source: OpenSource,
  tailLength: (bytes: Buffer) => number,
  nextBuffer: () => Buffer,
): Generator<ContentPiece> {
  let tail: Buffer = Buffer.alloc(0);
  for (let position = 0; ;) {
    const buffer = nextBuffer();
    const kept = tail.copy(buffer);
    const free = buffer.subarray(kept);
    const got = readFully(source, free, position);
    position += got;
    const isLast = got < free.length;
    const read = buffer.subarray(0, kept + got);
    const end = read.length - (isLast ? 0 : tailLength(read));
    tail = Buffer.from(read.subarray(end));
    yield { bytes: read.subarray(0, end), isLast };
    if (isLast) return;
  }
}
