import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { commitAll, git, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createCollector, createLister, type SelectionOptions } from '../src/index.js';

const { signal } = new AbortController();

/** Lists a tree, and checks that a collector finds the same. */
async function list(options: SelectionOptions) {
  const listing = await createLister(options)(signal);
  const discovery = await createCollector({ ...options, gitMetadata: false })(signal);
  const files = discovery.files.map(({ path }) => ({ path }));
  expect(listing).toEqual({ ...discovery, files });
  return { paths: listing.files.map(({ path }) => path), skipped: listing.skipped };
}

test('lists files and links, records what is special, and omits tracked files that are gone', async () => {
  using directory = temporaryDirectory();
  const root = directory.path;
  writeTree(root, { 'a/gone': '', 'a/kept': '', 'b/c/file': '', link: { link: 'a' } });
  git(root, 'init', '-q');
  commitAll(root);
  rmSync(join(root, 'a/gone'));
  // A link stands for a directory of tracked files.
  rmSync(join(root, 'b'), { recursive: true });
  symlinkSync('a', join(root, 'b'));
  const server = createServer().listen(join(root, 'socket'));
  const { paths, skipped } = await list({ root });
  server.close();
  expect(paths).toEqual(['a/kept', 'b', 'link']);
  expect(skipped).toEqual([{ path: 'socket', skipped: 'special', detail: 'a socket' }]);
});

test('knows the sizes where they decide', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { large: '12345', small: '1' });
  const { paths, skipped } = await list({ root: directory.path, maxSize: 2 });
  expect(paths).toEqual(['small']);
  expect(skipped).toEqual([{ path: 'large', skipped: 'too-large', size: 5 }]);
});

test.skipIf(process.getuid?.() === 0)(
  'records the files of a directory that can be listed, but not searched (not as root)',
  async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, { 'closed/1': '', 'closed/2': '', 'open/1': '' });
    chmodSync(join(root, 'closed'), 0o444);
    const { paths, skipped } = await list({ root });
    chmodSync(join(root, 'closed'), 0o755);
    expect(paths).toEqual(['open/1']);
    expect(skipped).toMatchObject([{ path: 'closed/1' }, { path: 'closed/2' }]);
  },
);

test('lists the files of submodules', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'top');
  const within = join(directory.path, 'within');
  writeTree(within, { 'd/file': '', other: '' });
  writeTree(root, { file: '' });
  for (const repository of [root, within]) git(repository, 'init', '-q');
  commitAll(within);
  git(root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', within, 'sub');
  commitAll(root);
  const { paths } = await list({ root, recurseSubmodules: true });
  expect(paths).toEqual(['.gitmodules', 'file', 'sub/d/file', 'sub/other']);
  expect((await list({ root })).skipped).toMatchObject([{ path: 'sub', skipped: 'submodule' }]);
});
