import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createTemporaryFile } from '../../src/temporary/create-temporary-file.js';
import { formatTemporaryName } from '../../src/temporary/temporary-name.js';
import { ownRun } from '../own-run.js';

const create = (directory: string) =>
  createTemporaryFile({ ...ownRun, directory, kind: 'dump', mode: 0o640 });

test('is written in order, and stays when it is finished', async () => {
  using directory = temporaryDirectory();
  const file = create(directory.path);
  await file.write(Buffer.from('one '));
  await file.write(Buffer.from('two'));
  await file.finish();
  expect(readFileSync(file.path, 'utf8')).toBe('one two');
  expect(statSync(file.path).mode & 0o777).toBe(0o640);
});

test('disposed in the middle of a write, it waits for it: the descriptor may be the next file', async () => {
  using directory = temporaryDirectory();
  const file = create(directory.path);
  const large = Buffer.alloc(64 * 2 ** 20, 'x');
  const written = file.write(large);
  const disposed = file[Symbol.asyncDispose]();
  const other = join(directory.path, 'other');
  const descriptor = openSync(other, constants.O_WRONLY | constants.O_CREAT);
  await Promise.all([written, disposed]);
  closeSync(descriptor);
  expect(readFileSync(other, 'utf8')).toBe('');
  expect(readdirSync(directory.path)).toEqual(['other']);
});

test('a write that comes too late is refused', async () => {
  using directory = temporaryDirectory();
  const file = create(directory.path);
  await file[Symbol.asyncDispose]();
  await expect(file.write(Buffer.from('late'))).rejects.toThrow('closed');
  expect(readdirSync(directory.path)).toEqual([]);
});

test('the search for a free name ends', () => {
  using directory = temporaryDirectory();
  const options = { ...ownRun, directory: directory.path, kind: 'dump' } as const;
  for (let number = 0; number <= 1000; number++) {
    writeFileSync(join(directory.path, formatTemporaryName({ ...options, number })), '');
  }
  expect(() => createTemporaryFile(options)).toThrow('EEXIST');
});
