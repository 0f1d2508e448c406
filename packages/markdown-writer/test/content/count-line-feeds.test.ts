import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLineFeeds } from '../../src/content/count-line-feeds.js';

describe('countLineFeeds', () => {
  it('counts as a look at each byte does, wherever the bytes lie in memory', () => {
    const byte = fc.oneof(fc.constantFrom(0x0a, 0x0b, 0x09, 0x8a, 0x00, 0xff), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 300 }), fc.nat(7), (values, offset) => {
        const bytes = Uint8Array.from([...Array(offset).fill(0x0a), ...values]).subarray(offset);
        expect(countLineFeeds(bytes)).toBe(values.filter((value) => value === 0x0a).length);
      }),
    );
  });

  it('counts more than the sums of one round hold', () => {
    expect(countLineFeeds(new Uint8Array(1_000_003).fill(0x0a))).toBe(1_000_003);
  });
});
