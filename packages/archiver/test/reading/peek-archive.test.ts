import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createArchiver, peekArchive, verifyArchive } from '../../src/index.js';
import { destination, quiet } from '../destination.js';
import { writeSnapshot } from '../write-snapshot.js';

async function archiveOf(directory: string, format: 'zip' | 'tar.gz', content = 'a dump\n') {
  const name = writeSnapshot(directory, content);
  const archive = createArchiver({ ...destination, directory, format });
  return archive(join(directory, name), quiet);
}

test('a ZIP says what it holds, without its dump being read', async () => {
  using directory = temporaryDirectory();
  const { path, contents } = await archiveOf(directory.path, 'zip', 'a dump\n'.repeat(1000));
  const expected = { dump: contents.dump, fingerprint: String(readFileSync(path).length) };
  expect(await peekArchive(path)).toEqual(expected);
  const bytes = readFileSync(path);
  // Within the compressed dump: its member begins with a header of 30 bytes and its name.
  const at = 30 + contents.dump.name.length + 4;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
  expect((await verifyArchive(path)).contents).toBeUndefined();
  expect(await peekArchive(path)).toEqual(expected);
});

test('a tar.gz does not, and is told from others by its end', async () => {
  using directory = temporaryDirectory();
  using other = temporaryDirectory();
  const { path } = await archiveOf(directory.path, 'tar.gz');
  const { dump, fingerprint } = await peekArchive(path);
  expect(dump).toBeUndefined();
  expect(fingerprint).toBe(
    `${readFileSync(path).length}-${readFileSync(path).subarray(-8).toString('hex')}`,
  );
  const { path: otherPath } = await archiveOf(other.path, 'tar.gz', 'A dump\n');
  expect((await peekArchive(otherPath)).fingerprint).not.toBe(fingerprint);
  const moved = join(directory.path, 'moved.zip');
  renameSync(path, moved);
  expect(await peekArchive(moved)).toEqual({ dump, fingerprint });
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['empty', () => Buffer.alloc(0)],
  ['no archive', () => Buffer.from('a text')],
])('a file that is %s is not sound', async (_, damage) => {
  using directory = temporaryDirectory();
  const { path } = await archiveOf(directory.path, 'zip');
  writeFileSync(path, damage(readFileSync(path)));
  await expect(peekArchive(path)).rejects.toMatchObject({ code: 'INTEGRITY' });
});

test('a missing file can not be read', async () => {
  await expect(peekArchive('/nonexistent.zip')).rejects.toMatchObject({ code: 'READ_FAILED' });
});
