import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { readLastReport } from '../../src/selecting/read-last-report.js';

it('refuses a FIFO with the name of a report at once', async () => {
  using directory = temporaryDirectory();
  const destination = directory.path;
  execFileSync('mkfifo', [`${destination}/batch_20261122_071900.json`]);
  await expect(readLastReport({ destination, root: '/r' })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

it('refuses a link to an endless device at once', async () => {
  using directory = temporaryDirectory();
  const destination = directory.path;
  symlinkSync('/dev/zero', `${destination}/batch_20261122_071900.json`);
  await expect(readLastReport({ destination, root: '/r' })).rejects.toThrow(
    'is not a regular file. Run without --resume.',
  );
});
