import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverRest, joinPlaces, tooManyCandidates } from '../../src/findings/join-places.js';

const places = fc.array(
  fc
    .tuple(fc.nat(50), fc.integer({ min: 1, max: 20 }), fc.constantFrom('a', 'b'))
    .map(([start, length, rule]) => ({ start, end: start + length, rule })),
  { maxLength: 12 },
);
const bytesOf = (list: readonly { start: number; end: number }[]) =>
  new Set(
    list.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)),
  );

describe('joinPlaces', () => {
  it('covers the same bytes, in order, without overlaps', () => {
    fc.assert(
      fc.property(places, (list) => {
        const joined = joinPlaces(list);
        expect(bytesOf(joined)).toEqual(bytesOf(list));
        expect(joined.every(({ start }, at) => start >= (joined[at - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });

  it('keeps the larger place, and the first of two equal ones', () => {
    const [inner, outer, same] = [
      { start: 3, end: 5, rule: 'inner' },
      { start: 2, end: 8, rule: 'outer' },
      { start: 2, end: 8, rule: 'same' },
    ];
    expect(joinPlaces([inner, outer, same])).toEqual([outer]);
  });
});

describe('coverRest', () => {
  it('covers all from a place on, and keeps what was found', () => {
    fc.assert(
      fc.property(places, fc.nat(80), (list, rest) => {
        const joined = joinPlaces(list);
        const covered = coverRest(joined, rest, 80);
        expect(covered.filter(({ rule }) => rule !== tooManyCandidates)).toEqual(joined);
        expect(bytesOf(covered)).toEqual(bytesOf([...joined, { start: rest, end: 80 }]));
        expect(covered.every(({ start }, at) => start >= (covered[at - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });
});
