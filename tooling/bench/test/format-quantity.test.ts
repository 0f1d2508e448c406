import { expect, it } from 'vitest';
import { formatMegabytes, formatRatio, formatSeconds } from '../src/format-quantity.mjs';

it.each([
  [0.00123, '1.23 ms'],
  [0.0412, '41.2 ms'],
  [0.9, '900 ms'],
  [2.345, '2.35 s'],
  [62.01, '62.0 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it.each([
  [2_600_000, '2.6 MB'],
  [199_600_000, '200 MB'],
  [5_300_000_000, '5,300 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatMegabytes(bytes)).toBe(text);
});

it('a ratio has three digits', () => {
  expect([0.6149, 15.26].map(formatRatio)).toEqual(['0.61×', '15.3×']);
});
