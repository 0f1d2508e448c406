import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { createLineFeedCounter } from '../src/create-line-feed-counter.js';
import { allocateSectionMemory, sectionSlot } from '../src/index.js';

const memory = allocateSectionMemory(1);
const count = createLineFeedCounter(memory);
const naive = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);

describe('createLineFeedCounter', () => {
  it('counts as a look at each byte does, wherever the bytes lie in the memory', () => {
    const byte = fc.oneof(fc.constantFrom(0x0a, 0x0b, 0x8a, 0x00), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 200 }), fc.nat(100), (values, at) => {
        const bytes = new Uint8Array(memory.buffer, at, values.length);
        bytes.set(values);
        expect(count(bytes)).toBe(naive(bytes));
      }),
    );
  });

  it('counts more than a lane holds', () => {
    const bytes = new Uint8Array(memory.buffer, 7, 250_001).fill(10);
    expect(count(bytes)).toBe(250_001);
    bytes.fill(0);
  });

  it('counts what lies elsewhere, and nothing', () => {
    expect(count(Buffer.from('a\nb\n'))).toBe(2);
    expect(count(new Uint8Array(memory.buffer, sectionSlot(memory, 0).length, 0))).toBe(0);
    const plain = { buffer: new SharedArrayBuffer(8) };
    expect(createLineFeedCounter(plain)(new Uint8Array(plain.buffer).fill(10))).toBe(8);
  });

  it('is the program of which the source is there', async () => {
    const source = readFileSync(
      new URL('../scripts/count-line-feeds.wat', import.meta.url),
      'utf8',
    );
    const assembler = await wabt();
    const { buffer } = assembler
      .parseWat('count-line-feeds.wat', source, {
        simd: true,
        threads: true,
      })
      .toBinary({});
    const counter = readFileSync(
      new URL('../src/create-line-feed-counter.ts', import.meta.url),
      'utf8',
    );
    expect(counter).toContain(`'${Buffer.from(buffer).toString('base64')}'`);
  });
});
