import { expect, test } from 'vitest';
import { treeRows } from '../../page/tree-rows.js';

const records = ['a/b/c.ts', 'a/b/d.ts', '__proto__/x', 'z'].map((path, number) => ({
  number,
  path,
}));
const shown = (open: readonly string[], filter = '') =>
  treeRows(records, new Set(open), filter).map(({ name, depth, files }) => [name, depth, files]);

test('closed directories have one row, and directories in a row share it', () => {
  expect(shown([])).toEqual([
    ['a/b', 0, 2],
    ['__proto__', 0, 1],
    ['z', 0, 1],
  ]);
});

test('open directories show what is in them', () => {
  expect(shown(['a/b/'])).toEqual([
    ['a/b', 0, 2],
    ['c.ts', 1, 1],
    ['d.ts', 1, 1],
    ['__proto__', 0, 1],
    ['z', 0, 1],
  ]);
});

test('a filter keeps the files that hold all its words', () => {
  expect(shown([], 'D a/')).toEqual([
    ['a/b', 0, 1],
    ['d.ts', 1, 1],
  ]);
});
