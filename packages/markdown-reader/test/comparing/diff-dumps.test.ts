import { comparePaths } from '@create-dump/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiffEntry, diffDumps } from '../../src/index.js';

// Property tests take long on busy machines.
const nothing = { added: [], removed: [], changed: [], renamed: [], modeChanged: [], unknown: [] };
const a = { path: 'a', size: 1, sha256: 'A' };
const b = { path: 'b', size: 1, sha256: 'B' };

test.each<[string, DiffEntry[], DiffEntry[], object]>([
  ['nothing', [a, b], [b, a], {}],
  ['an added file', [a], [a, b], { added: [b] }],
  ['a removed file', [a, b], [a], { removed: [b] }],
  [
    'a changed file',
    [a],
    [{ ...a, sha256: 'B' }],
    { changed: [{ before: a, after: { ...a, sha256: 'B' } }] },
  ],
  [
    'another mode',
    [a],
    [{ ...a, mode: '100755' }],
    { modeChanged: [{ before: a, after: { ...a, mode: '100755' } }] },
  ],
  ['a mode that is spelled out', [a], [{ ...a, mode: '100644' }], {}],
  [
    'a renamed file',
    [a],
    [{ ...a, path: 'c' }],
    { renamed: [{ before: a, after: { ...a, path: 'c' } }] },
  ],
  [
    'an empty file elsewhere',
    [{ ...a, size: 0 }],
    [{ ...a, size: 0, path: 'c' }],
    { removed: [{ ...a, size: 0 }], added: [{ ...a, size: 0, path: 'c' }] },
  ],
  [
    'files without a digest',
    [{ path: 'x' }],
    [{ path: 'x', sha256: 'A' }],
    { unknown: [{ before: { path: 'x' }, after: { path: 'x', sha256: 'A' } }] },
  ],
  [
    'files of two sizes',
    [{ path: 'x', size: 1 }],
    [{ path: 'x', size: 2 }],
    { changed: [{ before: { path: 'x', size: 1 }, after: { path: 'x', size: 2 } }] },
  ],
  [
    'files without a digest elsewhere',
    [{ path: 'x' }],
    [{ path: 'y' }],
    { removed: [{ path: 'x' }], added: [{ path: 'y' }] },
  ],
])('finds %s', (_, before, after, expected) => {
  expect(diffDumps(before, after)).toEqual({ ...nothing, ...expected });
});

test('among identical files, one of the same name is the origin of a rename', () => {
  const at = (path: string) => ({ ...a, path });
  const { renamed, added } = diffDumps(
    [at('x/LICENSE'), at('y/COPYING')],
    [at('a/b'), at('z/COPYING'), at('z/other')],
  );
  expect(renamed.map(({ before, after }) => `${before.path} ${after.path}`)).toEqual([
    'x/LICENSE a/b',
    'y/COPYING z/COPYING',
  ]);
  expect(added).toEqual([at('z/other')]);
});

const entries = fc.uniqueArray(
  fc.record({
    path: fc.stringMatching(/^[ab]\/[a-e]$/),
    size: fc.nat(1),
    sha256: fc.constantFrom('A', 'B', 'C'),
    mode: fc.constantFrom('100644', '100755'),
  }),
  { selector: ({ path }) => path },
);

test('the diff leads from one side to the other and back', () => {
  fc.assert(
    fc.property(entries, entries, (before, after) => {
      const { added, removed, changed, renamed, modeChanged } = diffDumps(before, after);
      const files = new Map(before.map((entry) => [entry.path, entry as DiffEntry]));
      for (const { path } of removed) files.delete(path);
      const pairs = [...changed, ...renamed, ...modeChanged];
      for (const pair of pairs) files.delete(pair.before.path);
      for (const entry of [...added, ...pairs.map((pair) => pair.after)])
        files.set(entry.path, entry);
      const byPath = (a: DiffEntry, b: DiffEntry) => comparePaths(a.path, b.path);
      expect([...files.values()].sort(byPath)).toEqual([...after].sort(byPath));
      expect(diffDumps(after, before).removed.length).toBe(added.length);
      expect(diffDumps(before, before)).toEqual(nothing);
    }),
  );
});
