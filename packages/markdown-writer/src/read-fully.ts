import type { OpenSource } from '@create-dump/core';

/** Fills `target` from `position` on, as far as the content goes; returns how many bytes came. */
export function readFully(source: OpenSource, target: Buffer, position: number): number {
  let length = 0;
  for (let got = -1; got !== 0 && length < target.length; length += got) {
    got = source.read(target.subarray(length), position + length);
  }
  return length;
}
