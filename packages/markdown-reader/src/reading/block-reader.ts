import { type ByteSource, readFully } from './byte-source.js';

/** Reads a source front to back in large blocks, through one buffer. */
export interface BlockReader {
  /** Whether the current block has the byte at `offset`. */
  holds(offset: number): boolean;
  /** Loads the block after the current one; the one at `offset` if nobody needs to see what is between. */
  advance(offset: number): number;
  /** The bytes from `from` on, at most up to `to`, as far as the current block has them. */
  slice(from: number, to: number): Uint8Array;
  /**
   * The bytes from `from` to `to`, if one block has them all: the current one, or the one at `from` if nobody
   * needs to see what is between.
   */
  whole(from: number, to: number): Uint8Array | undefined;
}

export interface BlockReaderOptions {
  /** Gets every byte from 0 on, in order; without it, blocks that nobody asks for aren't read. */
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
