import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateToStamp,
  formatDumpName,
  parseDumpName,
  stampToDate,
  toDumpPrefix,
} from '../src/index.js';

const arbitraryDate = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const directoryName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(' ', '.', '-', '/', '\\', '\udcff', '\u202e', 'é', '😀', 'a'),
    maxLength: 200,
  }),
);

describe('formatDumpName and parseDumpName', () => {
  it('are inverse, for the prefix of any name and any time', () => {
    fc.assert(
      fc.property(
        directoryName,
        arbitraryDate,
        fc.nat(999_999),
        fc.constantFrom('md', 'md.gz', 'json', 'json.gz'),
        (name, date, sequence, extension) => {
          const parts = {
            prefix: toDumpPrefix(name),
            stamp: dateToStamp(date),
            sequence,
            extension,
          };
          expect(parseDumpName(formatDumpName(parts))).toStrictEqual(parts);
        },
      ),
    );
  });

  it('keep a prefix that looks like a dump name itself', () => {
    const prefix = 'a_all_code_dump_20260101_000000-1.md';
    const parts = { prefix, stamp: '20261122_071900', sequence: 0, extension: 'md' };
    expect(parseDumpName(formatDumpName(parts))).toStrictEqual(parts);
  });

  it('read the names of the Python original', () => {
    expect(parseDumpName('api_all_create_dump_20250101_120000.md')).toStrictEqual({
      prefix: 'api',
      stamp: '20250101_120000',
      sequence: 0,
      extension: 'md',
    });
  });

  it.each([
    '_all_code_dump_20261122_071900.md',
    'a_all_code_dump_20261122_071900.txt',
    'a_all_code_dump_20261122_071900.sha256',
    'a_all_code_dump_20261122_071900.md.tmp',
    'a_all_code_dump_20261122_071900.md\n',
    'a_all_code_dump_20261122_071900-0.md',
    'a_all_code_dump_20261122_071900-01.md',
    'a_all_code_dump_20261122-071900.md',
    'a_all_code_dump_20260631_000000.md',
    'a_all_code_dump_20261122_246000.md',
    'a_all_other_dump_20261122_071900.md',
    `${'a'.repeat(300)}_all_code_dump_20261122_071900.md`,
  ])('refuse %j', (name) => {
    expect(parseDumpName(name)).toBeUndefined();
  });
});

describe('dateToStamp and stampToDate', () => {
  it('are inverse to the second', () => {
    fc.assert(
      fc.property(arbitraryDate, (date) => {
        const second = Math.floor(date.getTime() / 1000) * 1000;
        expect(stampToDate(dateToStamp(date))?.getTime()).toBe(second);
      }),
    );
  });

  it.each([
    '',
    '20260631_000000',
    '20260229_000000',
    '20261122_240000',
    '2026112_071900',
    '20261122_071900Z',
    '2026-11-22T07:19:00.000Z',
  ])('know no time %j', (stamp) => {
    expect(stampToDate(stamp)).toBeUndefined();
  });
});

describe('toDumpPrefix', () => {
  it.each([
    ['my-project', 'my-project'],
    ['Ünïcode 日本', 'Ünïcode 日本'],
    ['a/b\\c', 'a_b_c'],
    ['.github', '_github'],
    ['-rf', '_rf'],
    [' .hidden', '_hidden'],
    [' -rf ', '_rf'],
    ['..', '_.'],
    ['', 'root'],
    ['   ', 'root'],
    ['a\nb', 'a_b'],
    ['C:', 'C_'],
    ['x\udcff', 'x_'],
    ['😀'.repeat(50), '😀'.repeat(37)],
  ])('makes %j to %j', (name, prefix) => {
    expect(toDumpPrefix(name)).toBe(prefix);
  });

  it('gives one part of a file name, for any name', () => {
    fc.assert(
      fc.property(directoryName, (name) => {
        const prefix = toDumpPrefix(name);
        expect(Buffer.byteLength(prefix)).toBeLessThanOrEqual(150);
        expect(prefix).not.toMatch(/^$|^[-.\s]|[/\\\p{Cc}\p{Cs}:*?"<>|]/u);
        expect(prefix.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(directoryName, (name) => {
        const prefix = toDumpPrefix(name);
        // Cut at 150 bytes, a prefix may end in a space.
        expect(toDumpPrefix(prefix)).toBe(prefix.trim());
      }),
    );
  });

  it('leaves room for the longest name that is made from it', () => {
    const longest = {
      prefix: toDumpPrefix('é'.repeat(200)),
      stamp: '20261122_071900',
      sequence: 999_999,
    };
    const name = `.${formatDumpName({ ...longest, extension: 'md.gz' })}.sha256.0123456789abcdef.tmp`;
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  });
});
