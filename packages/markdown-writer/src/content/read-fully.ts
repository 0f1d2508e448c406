import type { OpenSource } from '@create-dump/core';

/** Reads from `position` in the content until `target` is full or the content ends. Returns the number of bytes read. */
export function readFully(source: OpenSource, target: Buffer, position: number): number {
  return readUpTo(source, target, position, target.length);
}

/**
 * Reads a whole content, up to the size that it had when it was opened: `unchanged` detects later growth at less cost than
 * another read. Where the size is 0, reads until the end or until `target` is full: some file systems report no sizes.
 */
export function readWhole(source: OpenSource, target: Buffer): number {
  const end = source.size === 0 ? target.length : Math.min(source.size, target.length);
  return readUpTo(source, target, 0, end);
}

function readUpTo(source: OpenSource, target: Buffer, position: number, end: number): number {
  let length = 0;
  for (let got = -1; got !== 0 && length < end; length += got) {
    got = source.read(length === 0 ? target : target.subarray(length), position + length);
  }
  return length;
}
