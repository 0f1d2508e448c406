import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { isInWorkTree } from '../../../src/commands/config/is-in-work-tree.js';

it('finds .git, a directory or a file, in the directory or above', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  writeTree(path, { 'a/.git/HEAD': '', 'a/b/c': '', 'w/.git': 'gitdir: ../a/.git\n', 'x/y': '' });
  for (const inside of ['a', 'a/b', 'a/b/missing', 'w']) {
    expect(await isInWorkTree(`${path}/${inside}`)).toBe(true);
  }
  expect(await isInWorkTree(`${path}/x`)).toBe(false);
});
