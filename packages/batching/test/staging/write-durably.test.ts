import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { writeDurably } from '../../src/staging/write-durably.js';

it('replaces a file, and refuses a FIFO at once', async () => {
  using directory = temporaryDirectory();
  const path = `${directory.path}/report.json`;
  await writeDurably(path, 'longer');
  await writeDurably(path, 'short');
  expect(readFileSync(path, 'utf8')).toBe('short');
  execFileSync('mkfifo', [`${directory.path}/fifo`]);
  await expect(writeDurably(`${directory.path}/fifo`, 'x')).rejects.toMatchObject({
    code: 'ENXIO',
  });
});
