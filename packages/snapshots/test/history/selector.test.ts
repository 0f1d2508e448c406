import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSelector } from '../../src/index.js';

it.each([
  ['latest', { kind: 'latest', back: 0 }],
  ['latest~0', { kind: 'latest', back: 0 }],
  ['latest~12', { kind: 'latest', back: 12 }],
  ['2026-03-01', { kind: 'at', time: new Date('2026-03-01T23:59:59Z') }],
  ['2026-03-01T12:00', { kind: 'at', time: new Date('2026-03-01T12:00:00Z') }],
  ['2026-03-01T12:00:30Z', { kind: 'at', time: new Date('2026-03-01T12:00:30Z') }],
  ['ABCDEF', { kind: 'id', digits: 'abcdef' }],
  ['20260301', { kind: 'id', digits: '20260301' }],
  ['0'.repeat(64), { kind: 'id', digits: '0'.repeat(64) }],
])('%s', (word, selector) => {
  expect(parseSelector(word)).toEqual(selector);
});

it.each([
  'abcde',
  '0'.repeat(65),
  'latest~',
  'latest~x',
  'latest~1234567',
  'latest ',
  '2026-02-31',
  '2026-03-01T25:00',
  '2026-3-1',
  '2026-03-01 12:00',
  '-',
  '',
])('%j is none', (word) => {
  expect(parseSelector(word)).toBeUndefined();
});

it('a word with a slash or a dot is none, so that every file can be named', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('latest', 'latest~1', '2026-03-01', 'abcdef01'),
  );
  const separator = fc.constantFrom('/', '.');
  fc.assert(
    fc.property(word, separator, word, (before, between, after) => {
      expect(parseSelector(`${before}${between}${after}`)).toBeUndefined();
    }),
  );
});

it('the time of a snapshot, as lists print it, is one', () => {
  const year = fc.date({
    min: new Date('1970-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(year, (date) => {
      const text = date.toISOString().slice(0, 19);
      expect(parseSelector(text)).toEqual({ kind: 'at', time: new Date(`${text}Z`) });
    }),
  );
});
