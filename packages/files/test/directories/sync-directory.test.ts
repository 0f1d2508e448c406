import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { syncDirectory } from '../../src/index.js';

// Opening a FIFO without a writer would wait forever.
test('a FIFO in the place of the directory is an error', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'fifo');
  execFileSync('mkfifo', [path]);
  await expect(syncDirectory(path)).rejects.toMatchObject({ code: 'ENOTDIR' });
  await syncDirectory(directory.path);
});
