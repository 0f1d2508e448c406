import type { ByteSource } from '../src/index.js';

/** A source backed by bytes in memory. */
export function memorySource(bytes: Uint8Array, name = 'test.md'): ByteSource {
  return {
    name,
    size: bytes.length,
    read(target, position) {
      const piece = bytes.subarray(position, position + target.length);
      target.set(piece);
      return piece.length;
    },
    [Symbol.dispose]() {},
  };
}
