import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePaths, type Discovery } from '@create-dump/core';
import { findTool, git, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  type ChangesCollectorOptions,
  createChangesCollector,
  createCollector,
  createRevisionCollector,
} from '../src/index.js';

const { signal } = new AbortController();

/** The chosen files, and all changes in one sorted list. */
function view({ files, skipped }: Discovery) {
  const chosen = files.map(({ path, change, renamedFrom }) => ({
    kind: change,
    path,
    ...(renamedFrom !== undefined && { oldPath: renamedFrom }),
  }));
  const gone = skipped.filter((file) => file.skipped === 'deleted');
  const deleted = gone.map(({ path, skipped: kind }) => ({ kind, path }));
  return { files, changes: [...chosen, ...deleted].sort((a, b) => comparePaths(a.path, b.path)) };
}

describe.skipIf(findTool('git') === undefined)('changes since a revision (needs git)', () => {
  const create = () => {
    const directory = temporaryDirectory();
    const root = directory.path;
    git(root, 'init', '-q', '-b', 'main');
    const same = { same: 'same\n', touched: 'touched\n', moved: 'moved\n', 'd/moved2': 'moved2\n' };
    writeTree(root, { ...same, changed: 'old\n', mode: 'mode\n', gone: 'gone\n', 'd/gone': 'x\n' });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'one');
    writeFileSync(join(root, 'changed'), 'new\n');
    chmodSync(join(root, 'mode'), 0o755);
    utimesSync(join(root, 'touched'), 1e9, 1e9);
    renameSync(join(root, 'moved'), join(root, 'to'));
    mkdirSync(join(root, 'e'));
    renameSync(join(root, 'd/moved2'), join(root, 'e/moved2'));
    rmSync(join(root, 'gone'));
    rmSync(join(root, 'd/gone'));
    writeFileSync(join(root, 'added'), 'added\n');
    return directory;
  };
  const expected = [
    { kind: 'added', path: 'added' },
    { kind: 'modified', path: 'changed' },
    { kind: 'deleted', path: 'd/gone' },
    { kind: 'renamed', path: 'e/moved2', oldPath: 'd/moved2' },
    { kind: 'deleted', path: 'gone' },
    { kind: 'modified', path: 'mode' },
    { kind: 'renamed', path: 'to', oldPath: 'moved' },
  ];
  const changesOf = async (root: string, options: Partial<ChangesCollectorOptions> = {}) => {
    const discover = createCollector({ root, ...options });
    return view(
      await createChangesCollector({ root, since: 'HEAD', discover, ...options })(signal),
    );
  };

  test('in the work tree', async () => {
    using directory = create();
    const { files, changes } = await changesOf(directory.path);
    expect(changes).toEqual(expected);
    expect(files.map(({ path }) => path)).toEqual(['added', 'changed', 'e/moved2', 'mode', 'to']);
  });

  test('staged, then committed, then between two revisions', async () => {
    using directory = create();
    const root = directory.path;
    git(root, 'add', '-A');
    expect((await changesOf(root)).changes).toEqual(expected);
    git(root, 'commit', '-q', '-m', 'two');
    expect((await changesOf(root)).changes).toEqual([]);
    const discover = createRevisionCollector({ root, revision: 'HEAD' });
    const since = 'HEAD~1';
    expect(view(await createChangesCollector({ root, since, discover })(signal)).changes).toEqual(
      expected,
    );
  });

  test('the selection applies to deleted files as well', async () => {
    using directory = create();
    const { changes } = await changesOf(directory.path, {
      excludedDirs: ['d'],
      exclude: ['added'],
    });
    expect(changes.map(({ path }) => path)).toEqual(['changed', 'e/moved2', 'gone', 'mode', 'to']);
    const some = await changesOf(directory.path, { files: ['g*'] });
    expect(some.changes.map(({ path }) => path)).toEqual(['d/gone', 'gone']);
  });

  test('in a subdirectory of the work tree', async () => {
    using directory = create();
    const { changes } = await changesOf(join(directory.path, 'e'));
    expect(changes).toEqual([{ kind: 'added', path: 'moved2' }]);
    const below = await changesOf(join(directory.path, 'd'));
    expect(below.changes.map(({ path }) => path)).toEqual(['gone', 'moved2']);
  });
});
