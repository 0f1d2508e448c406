import { expect, test } from 'vitest';
import { formatPermalink, parsePermalink } from '../../page/permalink.js';

test.each([
  [{ number: 0, path: 'a b/c:20&l=3#é' }, undefined],
  [
    { number: 0, path: '__proto__' },
    { from: 3, to: 3 },
  ],
  [
    { number: 0, path: 'raw\udcff', pathBase64: 'cmF3/w==' },
    { from: 2, to: 9 },
  ],
])('%j with lines %j', (record, range) => {
  const expected = { path: record.path, ...(range && { range }) };
  expect(parsePermalink(formatPermalink(record, range))).toEqual(expected);
});

test.each(['', '#', '#p=%ff', '#b=*', '#x=1', '#__proto__=1'])('%s names no file', (hash) => {
  expect(parsePermalink(hash)).toEqual({});
});
