import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { readTextFile } from '../../src/index.js';

test('returns the text, or what is wrong with the file', () => {
  using directory = temporaryDirectory();
  const read = (name: string) => readTextFile(join(directory.path, name), 1);
  writeTree(directory.path, { text: 'é', large: 'x'.repeat(2 ** 20 + 1) });
  writeFileSync(join(directory.path, 'bytes'), Buffer.of(0xff));
  execFileSync('mkfifo', [join(directory.path, 'fifo')]);
  expect(read('text')).toMatchObject({ text: 'é' });
  expect(read('missing')).toEqual({ missing: true });
  expect(read('text/x')).toEqual({ missing: true });
  expect(read('large')).toEqual({ wrong: 'is larger than 1 MiB (1048577 bytes)' });
  expect(read('bytes')).toEqual({ wrong: 'is not UTF-8' });
  expect(read('fifo')).toEqual({ wrong: 'is not a regular file' });
});

test.skipIf(!existsSync('/proc/self/pagemap'))(
  'stops reading an endless file of /proc (needs /proc)',
  () => {
    expect(readTextFile('/proc/self/pagemap', 1)).toEqual({ wrong: 'is larger than 1 MiB' });
  },
);
