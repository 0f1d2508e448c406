import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { openRegularFile } from '../../src/reading/open-regular-file.js';

it('opens a regular file, and tells its size', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'file');
  writeFileSync(path, 'content');
  await using file = await openRegularFile(path);
  expect(file).toMatchObject({ path, size: 7 });
  expect((await file.handle.readFile()).toString()).toBe('content');
});

it.each([
  ['a symbolic link', 'link', 'is a symbolic link. Only regular files are read'],
  ['a directory', 'folder', 'is not a file. Only regular files are read'],
  ['nothing', 'missing', 'No such file or directory (ENOENT) while opening'],
])('refuses %s in words', async (_, name, message) => {
  using directory = temporaryDirectory();
  const { path } = directory;
  writeFileSync(join(path, 'file'), '');
  symlinkSync('file', join(path, 'link'));
  mkdirSync(join(path, 'folder'));
  await expect(openRegularFile(join(path, name))).rejects.toMatchObject({
    code: 'READ_FAILED',
    message: expect.stringContaining(message),
  });
});
