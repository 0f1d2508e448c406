import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findTool, git, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector, createRevisionCollector } from '../../src/index.js';

const signal = new AbortController().signal;
const factsOf = async (root: string) => (await createCollector({ root })(signal)).git;

describe.skipIf(findTool('git') === undefined)('git facts (needs git)', () => {
  const tree = {
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'd/c.sh': { content: '#!/bin/sh\n', executable: true },
    l: { link: 'a.txt' },
  };
  const create = (...init: string[]) => {
    const directory = temporaryDirectory();
    const root = join(directory.path, 'r');
    mkdirSync(root);
    writeTree(root, tree);
    git(root, 'init', '-q', '-b', 'main', ...init);
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'one');
    const head = git(root, 'rev-parse', 'HEAD').toString().trim();
    return { root, head, [Symbol.dispose]: () => directory[Symbol.dispose]() };
  };

  test.each<[string, boolean, (root: string) => void]>([
    ['a clean tree', false, () => undefined],
    ['an untracked file', false, (root) => writeFileSync(join(root, 'new'), 'x')],
    ['a changed file of the same size', true, (root) => writeFileSync(join(root, 'a.txt'), 'x\n')],
    [
      'a changed file with the old times',
      true,
      (root) => {
        writeFileSync(join(root, 'a.txt'), 'x\n');
        utimesSync(join(root, 'a.txt'), 1e9, 1e9);
      },
    ],
    ['a touched file', false, (root) => utimesSync(join(root, 'a.txt'), 1e9, 1e9)],
    ['a removed file', true, (root) => rmSync(join(root, 'a.txt'))],
    ['a new mode', true, (root) => chmodSync(join(root, 'a.txt'), 0o755)],
    [
      'a new mode with core.fileMode=false',
      false,
      (root) => {
        git(root, 'config', 'core.fileMode', 'false');
        chmodSync(join(root, 'a.txt'), 0o755);
      },
    ],
    [
      'another type',
      true,
      (root) => {
        rmSync(join(root, 'a.txt'));
        symlinkSync('b.txt', join(root, 'a.txt'));
      },
    ],
    [
      'another link',
      true,
      (root) => {
        rmSync(join(root, 'l'));
        symlinkSync('b.txt', join(root, 'l'));
      },
    ],
    [
      'a staged change',
      true,
      (root) => {
        writeFileSync(join(root, 'a.txt'), 'x\n');
        git(root, 'add', 'a.txt');
      },
    ],
    [
      'a staged change that was reverted in the file',
      true,
      (root) => {
        writeFileSync(join(root, 'a.txt'), 'x\n');
        git(root, 'add', 'a.txt');
        writeFileSync(join(root, 'a.txt'), 'a\n');
      },
    ],
    [
      'a staged new file',
      true,
      (root) => {
        writeFileSync(join(root, 'new'), 'x\n');
        git(root, 'add', 'new');
      },
    ],
    [
      'a file added with --intent-to-add',
      true,
      (root) => {
        writeFileSync(join(root, 'new'), 'x\n');
        git(root, 'add', '-N', 'new');
      },
    ],
    ['a file removed from the index', true, (root) => git(root, 'rm', '-q', '--cached', 'a.txt')],
    [
      'a changed file marked as assume-unchanged',
      false,
      (root) => {
        git(root, 'update-index', '--assume-unchanged', 'a.txt');
        writeFileSync(join(root, 'a.txt'), 'other\n');
      },
    ],
    [
      'CRLF written by core.autocrlf, with new times',
      false,
      (root) => {
        git(root, 'config', 'core.autocrlf', 'true');
        rmSync(join(root, 'a.txt'));
        git(root, 'checkout', 'a.txt');
        expect(readFileSync(join(root, 'a.txt'), 'latin1')).toBe('a\r\n');
        utimesSync(join(root, 'a.txt'), 1e9, 1e9);
      },
    ],
    ['CRLF without core.autocrlf', true, (root) => writeFileSync(join(root, 'a.txt'), 'a\r\n')],
  ])('%s: dirty is %s, as in git', async (_, dirty, change) => {
    using repository = create();
    const { root, head } = repository;
    change(root);
    expect(git(root, 'describe', '--always', '--dirty').toString().trim().endsWith('-dirty')).toBe(
      dirty,
    );
    expect(await factsOf(root)).toEqual({ branch: 'main', commit: head, dirty });
  });

  test('collectors that share changes detect them once, and again if the first one was aborted', async () => {
    using repository = create();
    const { root } = repository;
    writeFileSync(join(root, 'd/c.sh'), 'changed');
    const sharedChanges = new Map();
    const collect = (path: string) =>
      createCollector({ root: join(root, path), sharedChanges })(signal);
    expect((await collect('d')).git?.dirty).toBe(true);
    git(root, 'checkout', '-q', 'd/c.sh');
    expect((await collect('')).git?.dirty).toBe(true);
    sharedChanges.clear();
    sharedChanges.set(root, Promise.reject(new Error('stopped')));
    expect((await collect('')).git?.dirty).toBe(false);
  });

  test.each([['2'], ['3'], ['4']])('an index of version %s', async (version) => {
    using repository = create();
    git(repository.root, 'update-index', '--index-version', version);
    if (version === '3') git(repository.root, 'add', '-N', '-f', '.');
    expect(await factsOf(repository.root)).toEqual({
      branch: 'main',
      commit: repository.head,
      dirty: false,
    });
  });

  test('a split index', async () => {
    using repository = create();
    const { root, head } = repository;
    git(root, 'update-index', '--split-index');
    expect(await factsOf(root)).toEqual({ branch: 'main', commit: head, dirty: false });
    git(root, 'rm', '-q', 'a.txt');
    writeFileSync(join(root, 'b.txt'), 'changed\n');
    writeFileSync(join(root, 'aa'), 'new\n');
    git(root, 'add', 'b.txt', 'aa');
    const { files, git: facts } = await createCollector({ root, trackedOnly: true })(signal);
    expect(files.map(({ path }) => path)).toEqual(['aa', 'b.txt', 'd/c.sh', 'l']);
    expect(facts?.dirty).toBe(true);
    git(root, 'commit', '-q', '-m', 'two');
    expect((await factsOf(root))?.dirty).toBe(false);
  });

  test('SHA-256', async () => {
    using repository = create('--object-format=sha256');
    expect(repository.head).toHaveLength(64);
    expect(await factsOf(repository.root)).toEqual({
      branch: 'main',
      commit: repository.head,
      dirty: false,
    });
  });

  test('packed refs and objects, a slash in the branch', async () => {
    using repository = create();
    const { root, head } = repository;
    git(root, 'checkout', '-q', '-b', 'feature/x');
    git(root, 'gc', '-q');
    git(root, 'pack-refs', '--all');
    git(root, 'update-index', '--force-remove', 'a.txt');
    git(root, 'add', 'a.txt');
    expect(await factsOf(root)).toEqual({ branch: 'feature/x', commit: head, dirty: false });
  });

  test.each([
    ['a cone', ['--cone', 'd'], 2],
    ['a sparse index', ['--cone', '--sparse-index', 'e'], 1],
    ['patterns', ['--no-cone', '/a.txt', '/e/'], 3],
    ['all files', ['--no-cone', '/*'], undefined],
  ])('a sparse checkout with %s: the number of absent files', async (_, patterns, expected) => {
    using repository = create();
    const { root, head } = repository;
    writeTree(root, { 'e/x': '', 'e/f/y': '' });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '--amend', '--no-edit');
    git(root, 'sparse-checkout', 'set', ...patterns);
    const lines = git(root, 'ls-files', '-t').toString().split('\n');
    const absent = lines.filter((line) => line.startsWith('S ')).length || undefined;
    const facts = await factsOf(root);
    expect(facts).toMatchObject({ branch: 'main', dirty: false });
    expect(facts?.commit).not.toBe(head);
    expect(facts?.sparse?.absent).toBe(absent);
    expect(absent).toBe(expected);
  });

  test('only absent files below the root count, and not one that is present', async () => {
    using repository = create();
    const { root } = repository;
    git(root, 'sparse-checkout', 'set', '--no-cone', '/a.txt', '/l');
    expect((await factsOf(root))?.sparse).toEqual({ absent: 2 });
    writeTree(root, { 'd/other': '' });
    expect((await factsOf(join(root, 'd')))?.sparse).toEqual({ absent: 1 });
    writeTree(root, { 'd/c.sh': '' });
    expect((await factsOf(join(root, 'd')))?.sparse).toBeUndefined();
  });

  test('a commit of the empty tree, which need not be stored', async () => {
    using repository = create();
    const { root } = repository;
    git(root, 'rm', '-q', '-r', '--cached', '.');
    git(root, 'commit', '-q', '-m', 'empty');
    const tree = git(root, 'rev-parse', 'HEAD^{tree}').toString().trim();
    rmSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    expect((await factsOf(root))?.dirty).toBe(false);
    const revision = await createRevisionCollector({ root, revision: 'HEAD' })(signal);
    expect(revision.files).toEqual([]);
  });

  test('a detached HEAD', async () => {
    using repository = create();
    git(repository.root, 'checkout', '-q', '--detach');
    expect(await factsOf(repository.root)).toEqual({
      branch: null,
      commit: repository.head,
      dirty: false,
    });
  });

  test('a branch without commits', async () => {
    using directory = temporaryDirectory();
    git(directory.path, 'init', '-q', '-b', 'trunk');
    expect(await factsOf(directory.path)).toEqual({ branch: 'trunk', commit: null, dirty: null });
  });

  test('no repository', async () => {
    using directory = temporaryDirectory();
    expect(await factsOf(directory.path)).toBeUndefined();
  });

  test('a linked worktree, and a subdirectory of it', async () => {
    using repository = create();
    const { root, head } = repository;
    git(root, 'worktree', 'add', '-q', '-b', 'side', '../side');
    const side = join(root, '../side');
    expect(await factsOf(side)).toEqual({ branch: 'side', commit: head, dirty: false });
    expect(await factsOf(join(side, 'd'))).toEqual({ branch: 'side', commit: head, dirty: false });
    writeFileSync(join(side, 'a.txt'), 'changed');
    expect((await factsOf(join(side, 'd')))?.dirty).toBe(true);
  });

  test('a symlinked .git, and a bare repository', async () => {
    using repository = create();
    const { root, head } = repository;
    renameSync(join(root, '.git'), join(root, '../g.git'));
    symlinkSync('../g.git', join(root, '.git'));
    expect(await factsOf(root)).toEqual({ branch: 'main', commit: head, dirty: false });
    git(root, 'clone', '-q', '--bare', '.', '../bare.git');
    expect(await factsOf(join(root, '../bare.git'))).toEqual({
      branch: 'main',
      commit: head,
      dirty: null,
    });
  });

  test('a copied tree, whose stat data the index does not have', async () => {
    using repository = create();
    const copy = join(repository.root, '../copy');
    cpSync(repository.root, copy, { recursive: true, verbatimSymlinks: true });
    expect(await factsOf(copy)).toEqual({ branch: 'main', commit: repository.head, dirty: false });
  });

  test('runs no filter: a change that one might hide is unknown', async () => {
    using repository = create();
    const { root, head } = repository;
    writeTree(root, { '.gitattributes': '*.txt filter=up\n' });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'two');
    writeFileSync(join(root, 'a.txt'), 'A\n');
    // A filter that isn't configured does nothing.
    expect(await factsOf(root)).toMatchObject({ dirty: true });
    git(root, 'config', 'filter.up.clean', 'tr a-z A-Z');
    const facts = await factsOf(root);
    expect(facts).toMatchObject({ branch: 'main', dirty: null });
    expect(facts?.note).toContain('a.txt');
    expect(facts?.commit).not.toBe(head);
  });

  test.each([
    [
      'reftable',
      '[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n',
      /reftable/,
    ],
    ['unknown', '[core]\nrepositoryformatversion = 1\n[extensions]\nnever = x\n', /never/],
    ['version 9', '[core]\nrepositoryformatversion = 9\n', /version 9/],
  ])(
    'an unsupported repository format (%s) gives a note and no values',
    async (_, config, note) => {
      using repository = create();
      writeFileSync(join(repository.root, '.git/config'), config);
      const { files, git: facts } = await createCollector({ root: repository.root })(signal);
      expect(files).toHaveLength(4);
      expect(facts).toMatchObject({ branch: null, commit: null, dirty: null });
      expect(facts?.note).toMatch(note);
    },
  );

  test.each([
    ['ref: refs/heads/../../../../etc/passwd\n', null],
    ['ref: refs/heads/loop\n', null],
    ['ref: refs/heads/a\u001B[31m\n', null],
    ['ref: refs/heads/gone\n', 'gone'],
  ])('a HEAD of %j', async (head, branch) => {
    using repository = create();
    writeFileSync(join(repository.root, '.git/HEAD'), head);
    writeFileSync(join(repository.root, '.git/refs/heads/loop'), 'ref: refs/heads/loop\n');
    expect(await factsOf(repository.root)).toMatchObject({ branch, commit: null });
  });

  test.each([
    ['truncated', (index: Buffer) => index.subarray(0, 60)],
    [
      'changed',
      (index: Buffer) =>
        Buffer.concat([index.subarray(0, 80), Buffer.from('x'), index.subarray(81)]),
    ],
    [
      'of version 5',
      (index: Buffer) => Buffer.concat([index.subarray(0, 7), Buffer.from([5]), index.subarray(8)]),
    ],
    ['empty', () => Buffer.alloc(0)],
  ])('rejects an index that is %s, and names it', async (_, damage) => {
    using repository = create();
    const path = join(repository.root, '.git/index');
    writeFileSync(path, damage(readFileSync(path)));
    await expect(factsOf(repository.root)).rejects.toMatchObject({
      code: 'REPOSITORY_UNREADABLE',
      message: expect.stringContaining(path),
    });
  });

  test('rejects a .git file that points nowhere, and names the target', async () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, '.git'), 'gitdir: /nowhere\n');
    await expect(factsOf(directory.path)).rejects.toMatchObject({
      code: 'REPOSITORY_UNREADABLE',
      message: expect.stringContaining('/nowhere'),
    });
  });

  test('rejects core.worktree that points elsewhere; nothing is read there', async () => {
    using repository = create();
    git(repository.root, 'config', 'core.worktree', '/etc');
    await expect(factsOf(repository.root)).rejects.toMatchObject({
      code: 'REPOSITORY_UNREADABLE',
      message: expect.stringContaining('/etc'),
    });
  });
});
