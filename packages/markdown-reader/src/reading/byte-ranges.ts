import { CreateDumpError } from '@create-dump/core';
import { type ByteSource, MissingBytes } from './byte-source.js';

/** A dump of which any range can be fetched, such as an object of a store. */
export interface ByteRanges {
  /** Name for messages. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes from a place on, up to another one, which is not included. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** In bytes. Ranges that are looked into begin and end at multiples of it. */
const blockBytes = 2 ** 12;

/**
 * Returns a function that does a step which reads a little here and there, such as a bisection. What the step misses is fetched, and
 * the step is done again: so the reader needs no second form for sources that answer later. Blocks are kept for further steps.
 */
export function createStepper(
  ranges: ByteRanges,
): <T>(step: (source: ByteSource) => T) => Promise<T> {
  const blocks = new Map<number, Uint8Array>();
  const { name, size } = ranges;
  const source: ByteSource = {
    name,
    size,
    read(target, position) {
      const at = Math.floor(position / blockBytes) * blockBytes;
      const end = Math.min(position + target.length, size);
      if (position >= end) return 0;
      const block = blocks.get(at);
      if (block === undefined) throw new MissingBytes(at, firstKept(at, end));
      const part = block.subarray(position - at, end - at);
      target.set(part);
      return part.length;
    },
    [Symbol.dispose]: () => blocks.clear(),
  };
  const firstKept = (from: number, end: number) => {
    let at = from;
    while (at < end && !blocks.has(at)) at += blockBytes;
    return Math.min(at, size);
  };
  const fetch = async ({ from, to }: MissingBytes) => {
    const bytes = await collect(ranges, from, to);
    for (let at = 0; at < bytes.length; at += blockBytes)
      blocks.set(from + at, bytes.subarray(at, at + blockBytes));
  };
  return async (step) => {
    for (;;) {
      try {
        return step(source);
      } catch (error) {
        if (!(error instanceof MissingBytes)) throw error;
        await fetch(error);
      }
    }
  };
}

async function collect(ranges: ByteRanges, from: number, to: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(to - from);
  let filled = 0;
  for await (const piece of ranges.read(from, to)) {
    bytes.set(piece.subarray(0, bytes.length - filled), filled);
    filled += piece.length;
  }
  if (filled === bytes.length) return bytes;
  throw new CreateDumpError(
    'READ_FAILED',
    `${ranges.name} gave ${filled} bytes from byte ${from} on, not ${bytes.length}.`,
  );
}
