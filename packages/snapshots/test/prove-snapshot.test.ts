import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { createSnapshotProof } from '../src/prove-snapshot.js';

const prove = createSnapshotProof(new AbortController().signal);
const stem = 'p_all_code_dump_20260101_000000';

function write(directory: string, name: string, content: string | Uint8Array, said = content) {
  const sha256 = createHash('sha256').update(said).digest('hex');
  const [dump, checksum] = [join(directory, name), join(directory, `${stem}.sha256`)];
  writeFileSync(dump, content);
  writeFileSync(checksum, formatChecksumLine(sha256, name));
  return { dump, checksum };
}

it.each([
  ['a compressed dump', 'md.gz', gzipSync('# Code dump'), undefined, 'proven'],
  ['a compressed dump that was changed', 'md.gz', gzipSync('# Code dump'), 'other', 'mismatch'],
  ['a JSON dump', 'json', '{}', undefined, 'proven'],
  ['a JSON dump that was changed', 'json', '{}', 'other', 'mismatch'],
  ['a dump of the Python original', 'md', '# p - Project Code Dump\n', undefined, 'proven'],
  ['one that was changed', 'md', '# p - Project Code Dump\n', 'other', 'mismatch'],
  ['a dump of ours that was cut off', 'md', '# Code dump: `p`\n', undefined, 'mismatch'],
  ['a file of somebody else', 'md', '# Notes\n', undefined, 'unreadable'],
] as const)('%s (%s)', async (_, extension, content, said, proof) => {
  using directory = temporaryDirectory();
  const paths = write(directory.path, `${stem}.${extension}`, content, said ?? content);
  expect(await prove(paths)).toBe(proof);
});

it('throws what the system said of a dump that is no plain file, or vanished', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const { dump, checksum } = write(path, `${stem}.md`, 'x');
  const link = join(path, `${stem}-1.md`);
  symlinkSync(dump, link);
  const folder = join(path, `${stem}-2.md`);
  mkdirSync(folder);
  for (const other of [link, folder, join(path, `${stem}-3.md`)]) {
    await expect(prove({ dump: other, checksum })).rejects.toMatchObject({
      code: 'READ_FAILED',
      message: expect.stringContaining(other),
    });
  }
});
