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
 * Reads a content front to back, into `buffer`. `tailLength` says how many of the last bytes that were read only make sense
 * with what follows: they begin the next piece.
 */
export function* contentPieces(
  source: OpenSource,
  tailLength: (bytes: Buffer) => number,
  buffer: Buffer,
): Generator<ContentPiece> {
  let kept = 0;
  for (let position = 0; ;) {
    const got = readFully(source, buffer.subarray(kept, kept + pieceBytes), position);
    position += got;
    const end = kept + got;
    const isLast = got < pieceBytes;
    const tail = isLast ? 0 : tailLength(buffer.subarray(0, end));
    yield { bytes: buffer.subarray(0, end - tail), isLast };
    if (isLast) return;
    buffer.copyWithin(0, end - tail, end);
    kept = tail;
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
