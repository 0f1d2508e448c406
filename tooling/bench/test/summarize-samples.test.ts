import { expect, it } from 'vitest';
import { summarizeSamples } from '../src/summarize-samples.mjs';

it.each([
  [[3], { median: 3, min: 3, max: 3 }],
  [[10, 9, 100], { median: 10, min: 9, max: 100 }],
  [[4, 1, 2, 3], { median: 2.5, min: 1, max: 4 }],
])('sums up %j', (samples, expected) => {
  expect(summarizeSamples(samples)).toEqual(expected);
});

it('refuses to sum up nothing', () => {
  expect(() => summarizeSamples([])).toThrow('no samples');
});
