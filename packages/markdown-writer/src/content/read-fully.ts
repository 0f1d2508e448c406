import type { OpenSource } from '@create-dump/core';

/** Fills `target` from `position` on, as far as the content goes; returns how many bytes came. */
export function readFully(source: OpenSource, target: Buffer, position: number): number {
  return readUpTo(source, target, position, target.length);
}

/**
 * Reads a whole content of which `target` can hold more than its size says. Ends where its size says; that nothing came
 * after it, `unchanged` tells for less than another read would cost. A size of 0 is no information on some file systems.
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
