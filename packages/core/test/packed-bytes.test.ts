import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPackedBytes } from '../src/packed-bytes.js';

async function pass(pieces: readonly Uint8Array[]): Promise<Buffer> {
  const packed = createPackedBytes();
  for (const piece of pieces) await packed.add(piece);
  const read: Uint8Array[] = [];
  for await (const piece of packed.read()) read.push(piece);
  return Buffer.concat(read);
}

const packedAtATime = 2 ** 18;

describe('createPackedBytes', () => {
  it.each([
    [[]],
    [[0]],
    [[1, 0, 2]],
    [[packedAtATime - 1]],
    [[packedAtATime]],
    [[100_000, 200_000, 5, 900_000]],
  ])('gives back pieces of %j bytes', async (lengths) => {
    const pieces = lengths.map((length) => randomBytes(length));
    expect((await pass(pieces)).equals(Buffer.concat(pieces))).toBe(true);
  });
});
