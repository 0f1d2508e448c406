import { expect, test } from 'vitest';
import { type ExistingPolicy, planRestore, type TargetEntry } from '../../src/index.js';

const record = (path: string) => ({
  path,
  mode: '100644' as const,
  size: 1,
  sha256: 'x',
  offset: 0,
  length: 1,
  line: 1,
  lines: 1,
});

test.each<[TargetEntry, ExistingPolicy, string]>([
  [{ kind: 'absent' }, 'refuse', 'create'],
  [{ kind: 'absent' }, 'merge', 'create'],
  [{ kind: 'same' }, 'merge', 'keep'],
  [{ kind: 'same' }, 'overwrite', 'keep'],
  [{ kind: 'file' }, 'overwrite', 'replace'],
  [{ kind: 'link' }, 'overwrite', 'replace'],
  [{ kind: 'file' }, 'merge', '"x" already exists and differs.'],
  [{ kind: 'link' }, 'merge', '"x" already exists and differs.'],
  [{ kind: 'directory' }, 'overwrite', '"x" already exists and is a directory.'],
  [{ kind: 'special' }, 'overwrite', '"x" already exists and is neither a file nor a link.'],
  [
    { kind: 'blocked', by: 'a' },
    'overwrite',
    '"x" would go through "a", which is not a directory.',
  ],
  [
    { kind: 'folded', as: 'X' },
    'overwrite',
    '"x" exists as "X", which the file system treats as the same name.',
  ],
])('%j with %s: %s', (entry, existing, expected) => {
  const { actions, conflicts } = planRestore([record('x')], [entry], {
    existing,
    isWindows: false,
  });
  expect([...actions.map(({ type }) => type), ...conflicts.map(({ message }) => message)]).toEqual([
    expected,
  ]);
});

test.each([
  ['a\\b', /Windows gives a meaning/],
  ['C:x', /Windows gives a meaning/],
  ['a/CON', /"CON", which is reserved/],
  ['nul.txt', /"nul\.txt"/],
  ['com1', /"com1"/],
  ['dot.', /"dot\."/],
  ['blank /x', /"blank "/],
])('%j is refused on Windows alone', (path, message) => {
  const plan = (isWindows: boolean) =>
    planRestore([record(path)], [], { existing: 'refuse', isWindows });
  expect(plan(false).conflicts).toEqual([]);
  expect(plan(true).actions).toEqual([]);
  expect(plan(true).conflicts).toEqual([{ path, message: expect.stringMatching(message) }]);
});

test('names that only look reserved are not refused on Windows', () => {
  const paths = ['console', 'nulls.txt', '.gitignore', 'a.b', 'com', 'com10'];
  const { conflicts } = planRestore(paths.map(record), [], { existing: 'refuse', isWindows: true });
  expect(conflicts).toEqual([]);
});
