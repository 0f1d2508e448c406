import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { createByteScanner } from '../../src/scanning/create-byte-scanner.js';
import { allocateSectionMemory } from '../../src/index.js';
import { scanBytes } from '../../src/scanning/scan-bytes.js';

const memory = allocateSectionMemory(1);
const scan = createByteScanner(memory);
const naive = (bytes: Uint8Array) => ({
  lineFeeds: bytes.filter((byte) => byte === 10).length,
  hasNul: bytes.includes(0),
  hasBacktick: bytes.includes(0x60),
  isAscii: bytes.every((byte) => byte < 0x80),
});

const special = fc.constantFrom(0x0a, 0x0b, 0x8a, 0x00, 0x01, 0x60, 0x61, 0xe0, 0x7f, 0x80, 0xff);
const contents = fc.oneof(
  fc.array(fc.oneof(special, fc.nat(255)), { maxLength: 200 }),
  // Mostly nothing to find: one byte somewhere.
  fc
    .tuple(fc.nat(100), special, fc.nat(100))
    .map(([before, byte, behind]) =>
      Array.from({ length: before + 1 + behind }, (_, at) => (at === before ? byte : 0x61)),
    ),
);

describe('createByteScanner', () => {
  it('finds what a look at each byte does, wherever the bytes lie in the memory', () => {
    fc.assert(
      fc.property(contents, fc.nat(100), fc.nat(255), (values, at, around) => {
        new Uint8Array(memory.buffer, 0, 1000).fill(around);
        const bytes = Buffer.from(memory.buffer, at, values.length);
        bytes.set(values);
        expect(scan(bytes)).toEqual(naive(bytes));
        expect(scanBytes(bytes)).toEqual(naive(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('counts more than a lane holds', () => {
    const bytes = Buffer.from(memory.buffer, 7, 250_001).fill(10);
    expect(scan(bytes).lineFeeds).toBe(250_001);
    bytes.fill(0);
  });

  it('scans what lies elsewhere, at the end of the memory, or is nothing', () => {
    expect(scan(Buffer.from('a\nb\n')).lineFeeds).toBe(2);
    const atEnd = Buffer.from(memory.buffer, memory.buffer.byteLength - 5, 5).fill(10);
    expect(scan(atEnd).lineFeeds).toBe(5);
    expect(scan(atEnd.subarray(5))).toEqual(naive(new Uint8Array()));
    const plain = { buffer: new SharedArrayBuffer(8) };
    expect(createByteScanner(plain)(Buffer.from(plain.buffer).fill(10)).lineFeeds).toBe(8);
  });

  it('is the program of which the source is there', async () => {
    const source = readFileSync(new URL('../../scripts/scan-bytes.wat', import.meta.url), 'utf8');
    const assembler = await wabt();
    const { buffer } = assembler
      .parseWat('scan-bytes.wat', source, {
        simd: true,
        threads: true,
      })
      .toBinary({});
    const scanner = readFileSync(
      new URL('../../src/scanning/create-byte-scanner.ts', import.meta.url),
      'utf8',
    );
    expect(scanner).toContain(`'${Buffer.from(buffer).toString('base64')}'`);
  });
});
