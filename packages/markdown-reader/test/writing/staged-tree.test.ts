import { mkdirSync, readdirSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createStagedTree, treeFileSystem } from '../../src/writing/staged-tree.js';

type FileSystem = typeof treeFileSystem;

const file = (path: string) => ({
  path,
  mode: '100644' as const,
  size: 0,
  sha256: '',
  offset: 0,
  length: 0,
  line: 0,
  lines: 0,
});

/** The real file system, made to fold case: each name below `root` is stored in upper case. */
function foldingFileSystem(root: string): FileSystem {
  const fold = (path: unknown) => `${root}${String(path).slice(root.length).toUpperCase()}`;
  const { mkdirSync, openSync, symlinkSync, lstatSync, readdirSync } = treeFileSystem;
  return {
    ...treeFileSystem,
    mkdirSync: (path: unknown, options: unknown) => mkdirSync(fold(path), options as never),
    openSync: (path, flags, mode) => openSync(fold(path), flags, mode),
    symlinkSync: (target, path) => symlinkSync(target, fold(path)),
    lstatSync: ((path: unknown, options: object) =>
      lstatSync(fold(path), options)) as FileSystem['lstatSync'],
    readdirSync: ((path: unknown, options: { encoding: 'buffer' }) =>
      readdirSync(fold(path), options)) as FileSystem['readdirSync'],
  };
}

test.each<[string, string[], RegExp]>([
  ['two files', ['README', 'readme'], /"README" and "readme" are the same name/],
  ['two files further down', ['A/B/README', 'A/B/readme'], /"A\/B\/README" and "A\/B\/readme"/],
  ['two directories', ['SRC/a', 'src/b'], /"SRC" and "src" are the same name/],
  ['a file and a directory', ['SRC', 'src/b'], /"SRC" and "src" are the same name/],
])(
  '%s that the file system treats as the same are an error that names both',
  (_, paths, message) => {
    using directory = temporaryDirectory();
    using tree = createStagedTree(directory.path, foldingFileSystem(directory.path));
    const make = () => {
      for (const path of paths) {
        tree.makeDirectories(path);
        tree.open(file(path));
        tree.close();
      }
    };
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'WRITE_FAILED' }));
  },
);

test('a file is never written through a link, whatever the file system folds', () => {
  using directory = temporaryDirectory();
  mkdirSync(`${directory.path}/OUTSIDE`);
  mkdirSync(`${directory.path}/TREE`);
  const root = `${directory.path}/TREE`;
  using tree = createStagedTree(root, foldingFileSystem(root));
  tree.link('LINK', Buffer.from('../OUTSIDE'));
  expect(() => tree.makeDirectories('link/x')).toThrow(/"LINK" and "link" are the same name/);
  expect(readdirSync(`${directory.path}/OUTSIDE`)).toEqual([]);
});

test.each(['EINVAL', 'EILSEQ', 'ENAMETOOLONG', 'ENOSPC'])(
  'a name or write that ends in %s is an error that names the file',
  (code) => {
    using directory = temporaryDirectory();
    const fail = () => {
      throw Object.assign(new Error(code), { code });
    };
    using refusing = createStagedTree(directory.path, { ...treeFileSystem, openSync: fail });
    const message = new RegExp(`"a/nul\\.txt" can't be written: .*${code}`);
    expect(() => refusing.open(file('a/nul.txt'))).toThrow(message);
    using failing = createStagedTree(directory.path, { ...treeFileSystem, writeSync: fail });
    failing.open(file('b'));
    expect(() => failing.write(Buffer.from('x'))).toThrow(/"b" can't be written/);
  },
);

test('short writes are continued', () => {
  using directory = temporaryDirectory();
  const writes: number[] = [];
  const writeSync = ((descriptor: number, bytes: Uint8Array, at: number) => {
    writes.push(at);
    return treeFileSystem.writeSync(descriptor, bytes, at, 1);
  }) as FileSystem['writeSync'];
  using tree = createStagedTree(directory.path, { ...treeFileSystem, writeSync });
  tree.open(file('x'));
  tree.write(Buffer.from('abc'));
  tree.close();
  expect(writes).toEqual([0, 1, 2]);
});

test('a system that accepts no bytes is not asked for ever', () => {
  using directory = temporaryDirectory();
  const fs = { ...treeFileSystem, writeSync: () => 0 } as FileSystem;
  using tree = createStagedTree(directory.path, fs);
  tree.open(file('a'));
  expect(() => tree.write(Buffer.from('x'))).toThrow(
    /"a" can't be written: the system accepted no/,
  );
});
