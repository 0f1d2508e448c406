import type { SectionEntry } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBatches } from '../../src/rendering/plan-batches.js';

const file = (size: number, path = 'a'): SectionEntry => ({ path, mode: '100644', size });
const limit = 2 * 2 ** 20;

describe('planBatches', () => {
  it('keeps every entry, in order, in batches of bounded size', () => {
    const size = fc.oneof(fc.nat(2000), fc.nat(3 * limit));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 600 }), (sizes) => {
        const entries = sizes.map((bytes, at) => file(bytes, String(at)));
        const batches = [...planBatches(entries)];
        expect(batches.flat()).toStrictEqual(entries);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(256);
          expect(batch.length === 1 || bytes <= limit).toBe(true);
        }
      }),
    );
  });

  it('has no batch where there is no entry', () => {
    expect([...planBatches([])]).toStrictEqual([]);
  });

  it('counts skipped files by number only', () => {
    const skipped: SectionEntry[] = Array.from({ length: 300 }, (_, at) => ({
      path: String(at),
      skipped: 'too-large',
      size: 2 ** 40,
    }));
    expect([...planBatches(skipped)].map((batch) => batch.length)).toStrictEqual([256, 44]);
  });
});
