import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  distinguishesCase,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector, explainPaths } from '../../src/index.js';

const { signal } = new AbortController();
const hasTwins = distinguishesCase();

describe.skipIf(findTool('git') === undefined)('core.ignorecase=true (needs git)', () => {
  const create = (tree: Record<string, string>) => {
    const directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, tree);
    commitAll(root);
    git(root, 'config', 'core.ignorecase', 'true');
    return { root, [Symbol.dispose]: () => directory[Symbol.dispose]() };
  };
  const collect = async (root: string) => {
    const { files, git: facts } = await createCollector({ root })(signal);
    return { paths: files.map(({ path }) => path), dirty: facts?.dirty };
  };
  const gitList = (root: string) =>
    git(root, 'ls-files', '-co', '--exclude-standard', '-z').toString().split('\0').slice(0, -1);

  test.skipIf(!hasTwins)(
    'tracked files that differ in case only are all listed, also below an ignored directory (needs names that differ in case only)',
    async () => {
      using repository = create({
        Readme: 'a\n',
        README: 'b\n',
        '.gitignore': 'inc/\n',
        'inc/xt_MARK.h': 'c\n',
        'inc/xt_mark.h': 'd\n',
        'Inc/y': 'e\n',
      });
      const { root } = repository;
      const { paths, dirty } = await collect(root);
      expect(paths).toEqual(gitList(root).toSorted());
      expect(paths).toHaveLength(6);
      expect(dirty).toBe(false);
      expect((await collect(join(root, 'inc'))).paths).toEqual(['xt_MARK.h', 'xt_mark.h']);
      const explained = await explainPaths({ root }, ['inc/xt_MARK.h', 'inc/xt_mark.h'], signal);
      expect(explained.map(({ reason }) => reason.kind)).toEqual(['tracked', 'tracked']);
    },
  );

  test('case is folded for ASCII letters only', async () => {
    using repository = create({ 'É.txt': 'a\n', 'K.txt': 'k\n', '.gitignore': '*.txt\n' });
    const { root } = repository;
    // U+212A, the Kelvin sign, has the lower case k.
    writeTree(root, { 'é.txt': 'secret\n', '\u212A.txt': 'secret\n' });
    expect((await collect(root)).paths).toEqual(['.gitignore', 'K.txt', 'É.txt']);
    const explained = await explainPaths({ root }, ['é.txt', '\u212A.txt'], signal);
    expect(explained.map(({ reason }) => reason.kind)).toEqual(['ignored', 'ignored']);
  });

  test.skipIf(!hasTwins)(
    'an untracked twin of a tracked file is not listed, as in git, and explained (needs names that differ in case only)',
    async () => {
      using repository = create({ Readme: 'a\n', 'd/x': '' });
      const { root } = repository;
      writeTree(root, { README: 'b\n', 'D/X': '', 'D/y': '' });
      expect(await collect(root)).toEqual({ paths: gitList(root).toSorted(), dirty: false });
      const listed = await createCollector({ root, listed: ['README'] })(signal);
      expect(listed.git?.dirty).toBe(false);
      const [explained] = await explainPaths({ root }, ['README'], signal);
      expect(explained).toMatchObject({
        chosen: false,
        reason: { what: 'twin of a tracked file' },
      });
    },
  );

  test('a tracked file that was renamed to another case is listed as it is on disk', async () => {
    using repository = create({ Readme: 'a\n' });
    const { root } = repository;
    renameSync(join(root, 'Readme'), join(root, 'README'));
    const onDisk = readdirSync(root).filter((name) => name !== '.git');
    const dirty = git(root, 'describe', '--always', '--dirty').toString().trim().endsWith('-dirty');
    expect(await collect(root)).toEqual({ paths: onDisk, dirty });
  });

  test("explain knows git's directory in any case", async () => {
    using repository = create({ a: '' });
    const { root } = repository;
    writeTree(root, { 'd/.GIT/x': '' });
    expect((await collect(root)).paths).toEqual(['a']);
    const [explained] = await explainPaths({ root }, ['d/.GIT/x'], signal);
    expect(explained?.reason).toMatchObject({ what: 'git directory' });
  });
});
