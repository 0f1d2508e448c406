import { constants as zlib, inflateSync } from 'node:zlib';

/** Compressed bytes that are enough for the Huffman tables of any first block and for a header after them. */
export const startLength = 1024;

/** Inflates the beginning of an object, which contains its header. */
export function inflateStart(compressed: Buffer): Buffer {
  const start = compressed.subarray(0, startLength);
  return inflateSync(start, { finishFlush: zlib.Z_SYNC_FLUSH });
}
