import { expect, test } from 'vitest';
import { takeSample } from '../src/take-sample.mjs';

const items = Array.from({ length: 1000 }, (_, at) => at);

test('one of every ten, in order, the same for the same seed', () => {
  const sample = takeSample(items, { share: 10, seed: 7 });
  expect(sample).toHaveLength(100);
  expect(sample).toEqual(sample.toSorted((a, b) => a - b));
  expect(takeSample(items, { share: 10, seed: 7 })).toEqual(sample);
  expect(takeSample(items, { share: 10, seed: 8 })).not.toEqual(sample);
});

test('every item has its turn: many seeds together take all', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const taken = new Set(seeds.flatMap((seed) => takeSample(items, { share: 10, seed })));
  expect(taken.size).toBe(1000);
});

test('a share of one is everything', () => {
  expect(takeSample(items, { share: 1, seed: 3 })).toEqual(items);
});
