import { expect, test } from 'vitest';
import { createNameFilter } from '../src/name-filter.js';

const name = 'p_all_code_dump_20260101_000000.md';

test('without a pattern every name passes', () => {
  expect(createNameFilter(undefined)([name, '?'])).toEqual(new Set([name, '?']));
});

test('a pattern may match any part', () => {
  const names = ['a.md', 'b.md', 'b.txt'];
  expect(createNameFilter('b')(names)).toEqual(new Set(['b.md', 'b.txt']));
  expect(createNameFilter('^b.*\\.md$')(names)).toEqual(new Set(['b.md']));
  expect(createNameFilter('')(names)).toEqual(new Set(names));
});

test.each(['[', '(', '*', '(?P<x>a)', 'a{1000}{1000}{1000}', '('.repeat(100_000)])(
  '%s is refused when it is compiled',
  (pattern) => {
    expect(() => createNameFilter(pattern)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/^.{0,400}$/s) }),
    );
  },
);

test.each([['^(\\w+\\s?)*\\.md$', `${'a'.repeat(200)}!`]])(
  '%s ends in time, with the name that it hung at',
  (pattern, hard) => {
    const filter = createNameFilter(pattern);
    expect(() => filter([name, hard])).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(hard) }),
    );
  },
);

test('what no file system can hold is not matched', () => {
  expect(createNameFilter('(x+x+)+y')(['x'.repeat(100_000), 'é'.repeat(128)])).toEqual(new Set());
});

test('a hundred thousand names are no problem', () => {
  const names = Array.from({ length: 100_000 }, (_, at) => `${at}${name}`);
  expect(createNameFilter('_all_code_dump_.*\\.md$')(names).size).toBe(names.length);
});

test('a pattern is data, whatever it holds', () => {
  expect(createNameFilter('`${process.exit()}`|\\/"\'')([name]).size).toBe(0);
});
