import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { makeDirectory } from '../../src/index.js';

test('makes a directory with its parents, and again', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a/b/c');
  await makeDirectory(path);
  await makeDirectory(path);
  await makeDirectory(join(directory.path, 'a'));
  expect(existsSync(path)).toBe(true);
});

test.each(['a', 'a/b'])('a file in the way of %s is an error', async (path) => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'a'), '');
  const code = path === 'a' ? 'EEXIST' : 'ENOTDIR';
  await expect(makeDirectory(join(directory.path, path))).rejects.toMatchObject({ code });
});

test('a symbolic link to nothing is an error', async () => {
  using directory = temporaryDirectory();
  symlinkSync('nothing', join(directory.path, 'a'));
  await expect(makeDirectory(join(directory.path, 'a'))).rejects.toMatchObject({ code: 'ENOENT' });
});

// Node's recursive mkdir loops forever there.
test.skipIf(!existsSync('/proc/self'))(
  'a directory that the system refuses below an existing parent is an error (needs /proc)',
  async () => {
    await expect(makeDirectory('/proc/create-dump/x')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
