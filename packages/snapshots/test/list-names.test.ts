import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { listNames } from '../src/list-names.js';

it('lists the names in a directory, sorted', async () => {
  using directory = temporaryDirectory();
  for (const name of ['b', 'a', 'ä']) writeFileSync(join(directory.path, name), '');
  expect(await listNames(directory.path)).toEqual(['a', 'b', 'ä']);
});

it('finds nothing in a missing directory', async () => {
  using directory = temporaryDirectory();
  expect(await listNames(join(directory.path, 'missing'))).toEqual([]);
});

it('fails for a file, unless its error counts as an empty directory', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'file');
  writeFileSync(path, '');
  await expect(listNames(path)).rejects.toMatchObject({
    code: 'READ_FAILED',
    message: `A part of the path is not a directory (ENOTDIR) while listing ${path}.`,
  });
  expect(await listNames(path, ['ENOENT', 'ENOTDIR'])).toEqual([]);
});
