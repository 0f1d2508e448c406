import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { prepareDirectory } from '../../src/directories/prepare-directory.js';

it('makes a directory with its parents only if it is told to', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a/b');
  await expect(prepareDirectory(path, false)).rejects.toMatchObject({
    code: 'DESTINATION_INVALID',
    message: expect.stringContaining('does not exist. Create it or choose another.'),
  });
  expect(existsSync(path)).toBe(false);
  await prepareDirectory(path, true);
  expect(existsSync(path)).toBe(true);
  await prepareDirectory(path, false);
});

it.each([
  ['a file', 'file', 'is not a directory'],
  ['a path through a file', 'file/x', "can't be a directory"],
  ['a link to nothing', 'dangling', 'is a symbolic link to nothing'],
  ['a circle of links', 'circle', "can't be a directory"],
])('refuses %s in words', async (_, name, message) => {
  using directory = temporaryDirectory();
  const { path } = directory;
  writeFileSync(join(path, 'file'), '');
  symlinkSync('missing', join(path, 'dangling'));
  symlinkSync('circle', join(path, 'circle'));
  await expect(prepareDirectory(join(path, name), true)).rejects.toMatchObject({
    code: 'DESTINATION_INVALID',
    message: expect.stringContaining(message),
  });
});
