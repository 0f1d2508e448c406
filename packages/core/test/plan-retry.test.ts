import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRetry } from '../src/index.js';

const policy = { tries: 4, firstDelay: 100, longestDelay: 300 };

describe('planRetry', () => {
  it('doubles the delay up to the longest one, and ends after the last attempt', () => {
    expect([1, 2, 3, 4, 5].map((made) => planRetry(made, policy, 1))).toStrictEqual([
      100,
      200,
      300,
      undefined,
      undefined,
    ]);
  });

  it('takes half of the delay at random', () => {
    expect([0, 0.5, 1].map((random) => planRetry(2, policy, random))).toStrictEqual([
      100, 150, 200,
    ]);
  });

  it('is bounded for any number of attempts', () => {
    const cases = [
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ] as const;
    fc.assert(
      fc.property(...cases, (made, random) => {
        const delay = planRetry(made, { ...policy, tries: Infinity }, random);
        expect(delay).toBeGreaterThanOrEqual(policy.firstDelay / 2);
        expect(delay).toBeLessThanOrEqual(policy.longestDelay);
      }),
    );
  });
});
