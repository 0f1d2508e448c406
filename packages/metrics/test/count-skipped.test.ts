import { type SkipReason, skipReasons } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSkipped } from '../src/index.js';

describe('countSkipped', () => {
  it('counts each reason', () => {
    const counts = countSkipped([
      { path: 'a', skipped: 'binary' },
      { path: 'b', skipped: 'vanished' },
      { path: 'c', skipped: 'binary' },
    ]);
    expect([...counts]).toStrictEqual([
      ['binary', 2],
      ['vanished', 1],
    ]);
  });

  it('counts every file once', () => {
    const reason = fc.constantFrom(...(Object.keys(skipReasons) as SkipReason[]));
    fc.assert(
      fc.property(fc.array(reason), (reasons) => {
        const counts = countSkipped(reasons.map((skipped) => ({ path: 'a', skipped })));
        const sum = [...counts.values()].reduce((total, count) => total + count, 0);
        expect(sum).toBe(reasons.length);
      }),
    );
  });
});
