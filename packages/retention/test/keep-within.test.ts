import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatKeepWithin, parseKeepWithin } from '../src/index.js';
import { subtractDuration } from '../src/keep-within.js';

const part = fc.integer({ min: 0, max: 999_999 });
const duration = fc
  .record({ years: part, months: part, days: part, hours: part })
  .filter((duration) => Object.values(duration).some((part) => part > 0));

test('what is formatted is parsed again', () => {
  fc.assert(
    fc.property(duration, (duration) => {
      expect(parseKeepWithin(formatKeepWithin(duration))).toEqual(duration);
    }),
  );
});

describe('parses', () => {
  const nothing = { years: 0, months: 0, days: 0, hours: 0 };
  test.each([
    ['2y5m7d3h', { years: 2, months: 5, days: 7, hours: 3 }],
    ['30d', { days: 30 }],
    ['3h7d', { days: 7, hours: 3 }],
    [' 1y ', { years: 1 }],
    ['0y1h', { hours: 1 }],
    ['007d', { days: 7 }],
  ])('%s', (text, parts) => {
    expect(parseKeepWithin(text)).toEqual({ ...nothing, ...parts });
  });

  test.each([
    '',
    ' ',
    '30',
    'd',
    '1w',
    '1D',
    '-1d',
    '1.5d',
    '1d2d',
    '1d 2h',
    '0d',
    '1e3d',
    '٣d',
    '1d\n2h',
    '1234567d',
  ])('not %j', (text) => {
    expect(() => parseKeepWithin(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test('a long text fast, and quotes only its start', () => {
    expect(() => parseKeepWithin('1'.repeat(100_000))).toThrow(/^"1{40}" is not a duration/);
  });
});

test('years before 100 are themselves', () => {
  const time = new Date('0001-01-01T00:00:00Z');
  const day = { years: 0, months: 0, days: 1, hours: 0 };
  expect(subtractDuration(time, day).toISOString()).toBe('0000-12-31T00:00:00.000Z');
});
