import { type ByteSource, readFully } from './byte-source.js';

/** Reads a source front to back in large blocks, reusing one buffer. */
export interface BlockReader {
  /** Whether the current block contains the byte at `offset`. */
  holds(offset: number): boolean;
  /** Loads the next block and returns its length. Without `onBlock` it skips to the block at `offset`. */
  advance(offset: number): number;
  /** The bytes from `from` to `to` or to the end of the current block, whichever comes first. */
  slice(from: number, to: number): Uint8Array;
  /**
   * The bytes from `from` to `to` if a single block contains them: the current block or, without `onBlock`, the block at
   * `from`. Undefined otherwise.
   */
  whole(from: number, to: number): Uint8Array | undefined;
}

export interface BlockReaderOptions {
  /** Receives every byte from 0 on, in order. Without it, only requested blocks are read. */
  readonly onBlock?: ((bytes: Uint8Array, offset: number) => void) | undefined;
}

const blockBytes = 2 ** 19;

export function createBlockReader(
  source: ByteSource,
  { onBlock }: BlockReaderOptions = {},
): BlockReader {
  const { size } = source;
  const buffer = Buffer.allocUnsafeSlow(Math.min(blockBytes, Math.max(size, 1)));
  let start = 0;
  let length = 0;
  const advance = (offset: number) => {
    start = onBlock === undefined ? offset : start + length;
    length = Math.min(buffer.length, size - start);
    const block = readFully(source, buffer.subarray(0, length), start);
    onBlock?.(block, start);
    return length;
  };
  const holdsAll = (from: number, to: number) => from >= start && to <= start + length;
  return {
    holds: (offset) => holdsAll(offset, offset + 1),
    advance,
    slice: (from, to) => buffer.subarray(from - start, Math.min(to - start, length)),
    whole(from, to) {
      if (!holdsAll(from, to)) {
        if (onBlock !== undefined || to - from > buffer.length || to > size) return undefined;
        advance(from);
      }
      return buffer.subarray(from - start, to - start);
    },
  };
}
