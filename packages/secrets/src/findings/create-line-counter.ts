import { Buffer } from 'node:buffer';

const lineFeed = 0x0a;

/** Returns the line of a place, counted from 1. Places must ascend: all of them together take one pass. */
export function createLineCounter(bytes: Uint8Array): (at: number) => number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let line = 1;
  let next = text.indexOf(lineFeed);
  return (at) => {
    while (next !== -1 && next < at) {
      line++;
      next = text.indexOf(lineFeed, next + 1);
    }
    return line;
  };
}
