import type { OpenSource } from '@create-dump/core';
import { base64LineBytes } from './encode-base64.js';
import { readFully } from './read-fully.js';

/** Bytes read at once: about 1 MiB, whole lines of base64. */
const pieceBytes = base64LineBytes * 18_396;

/** The memory that {@link contentPieces} need. */
export const pieceBufferBytes = pieceBytes + base64LineBytes;

export interface ContentPiece {
  /** Valid until the next piece. */
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * Reads a content front to back, each piece into the memory that `nextBuffer` gives; it may give the same again. `tailLength`
 * says how many of the last bytes that were read only make sense with what follows: they begin the next piece.
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
    const got = readFully(source, buffer.subarray(kept, kept + pieceBytes), position);
    position += got;
    const isLast = got < pieceBytes;
    const read = buffer.subarray(0, kept + got);
    const end = read.length - (isLast ? 0 : tailLength(read));
    tail = Buffer.from(read.subarray(end));
    yield { bytes: read.subarray(0, end), isLast };
    if (isLast) return;
  }
}

/** The length of a UTF-8 sequence that `bytes` break off in: 0 to 3. */
export function brokenCharacterLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** The bytes after the last whole line of base64. */
export function brokenBase64LineLength(bytes: Buffer): number {
  return bytes.length % base64LineBytes;
}
