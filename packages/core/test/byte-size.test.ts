import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatByteSize, parseByteSize } from '../src/index.js';

describe('parseByteSize', () => {
  it.each([
    ['0', 0],
    ['4096', 4096],
    ['10MB', 10_000_000],
    ['10 mb', 10_000_000],
    ['10MiB', 10_485_760],
    ['1.5k', 1500],
    ['1.234567MB', 1_234_567],
    ['0.5kib', 512],
    ['2G', 2_000_000_000],
    ['1TiB', 1_099_511_627_776],
    [' 7 B ', 7],
  ])('reads %j as %d bytes', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it.each([
    [1, ['', 'B']],
    [1e3, ['k', 'kB']],
    [1e6, ['M', 'MB']],
    [1e9, ['G', 'GB']],
    [1e12, ['T', 'TB']],
    [2 ** 10, ['KiB']],
    [2 ** 20, ['MiB']],
    [2 ** 30, ['GiB']],
    [2 ** 40, ['TiB']],
  ])('knows the units of %d bytes, in any case: %j', (bytes, units) => {
    for (const unit of units)
      for (const spelled of [unit, unit.toLowerCase(), unit.toUpperCase()])
        expect(parseByteSize(`3${spelled}`)).toBe(3 * bytes);
  });

  it.each([
    '',
    ' ',
    'MB',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '1,5k',
    '1.5.5',
    '1  MB',
    '10 XB',
    '1MBs',
    'NaN',
    'Infinity',
    '9999T',
  ])('refuses %j', (text) => {
    expect(parseByteSize(text)).toBeUndefined();
  });

  it('gives a whole number of bytes or nothing, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{1,20}(\.\d{1,8})? ?[a-zA-Z]{0,4}$/)),
        (text) => {
          const bytes = parseByteSize(text);
          expect(bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
        },
      ),
    );
  });

  it('reads every whole number as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (bytes) => {
        expect(parseByteSize(String(bytes))).toBe(bytes);
      }),
    );
  });
});

describe('formatByteSize', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [1_300_000_000, '1.3 GB'],
    [2e12, '2.0 TB'],
    [Number.MAX_SAFE_INTEGER, '9.0 PB'],
    [1e18, '1000.0 PB'],
  ])('shows %d as %s', (bytes, text) => {
    expect(formatByteSize(bytes)).toBe(text);
  });

  it('gives what parseByteSize reads back, to the one digit that is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999e12 }), (bytes) => {
        const read = parseByteSize(formatByteSize(bytes));
        expect(Math.abs((read ?? Number.NaN) - bytes)).toBeLessThanOrEqual(bytes * 0.0501);
      }),
    );
  });
});
