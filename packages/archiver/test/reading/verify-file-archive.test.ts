import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { verifyFileArchive } from '../../src/index.js';
import { buildTar, gzip, type TarMember } from '../tar/build-tar.js';
import { buildZip } from '../zip/build-zip.js';

const member = (name: string, rest: Partial<TarMember> = {}) => ({ name, content: 'x', ...rest });
const tar = (...members: readonly TarMember[]) => gzip(buildTar(members));
const zip = (...names: readonly string[]) => buildZip(names.map((name) => member(name)));

async function verify(archive: Buffer) {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a');
  writeFileSync(path, archive);
  return await verifyFileArchive(path);
}

describe('an archive of files', () => {
  test.each([
    ['a zip', zip('a', 'd/b'), ['a', 'd/b']],
    ['a tar', tar(member('a'), member('d/b')), ['a', 'd/b']],
    ['a tar with a split name', tar(member('b', { prefix: 'd/e' })), ['d/e/b']],
  ])('is sound: %s', async (_, archive, names) => {
    const { problem, members } = await verify(archive);
    expect(problem).toBeUndefined();
    expect(members?.map(({ name }) => name)).toStrictEqual(names);
  });

  test.each([
    ['a path upwards', zip('../a'), /has a part that is "." or ".."/],
    ['an absolute path', zip('/a'), /is absolute/],
    ['a name twice', zip('a', 'a'), /member a occurs twice/],
    ['a file and a directory', zip('a', 'a/b'), /is below another member, which is a file/],
    ['an empty zip', buildZip([]), /it is empty|neither as a ZIP/],
    ['a tar with a path upwards', tar(member('a/../../b')), /has a part that is "." or ".."/],
    ['a tar with a prefix upwards', tar(member('b', { prefix: '..' })), /has a part that/],
    ['a tar with an absolute prefix', tar(member('b', { prefix: '/etc' })), /is absolute/],
    ['a tar with a NUL in the prefix', tar(member('b', { prefix: 'a\0c' })), /contains a NUL/],
    ['a tar with a name twice', tar(member('a'), member('a')), /member a occurs twice/],
    ['a tar with a directory', tar(member('a/', { type: '5' })), /is absolute, or has an empty/],
    ['a tar with a link', tar(member('a', { type: '2', link: 'b' })), /is a symbolic link/],
    ['an empty tar', tar(), /it is empty/],
    ['something else', Buffer.from('else'), /neither as a ZIP nor as a gzipped tar/],
  ])('is not sound: %s', async (_, archive, why) => {
    const { problem, members } = await verify(archive);
    expect(problem).toMatch(why);
    expect(members).toBeUndefined();
  });

  test('that is missing is an error', async () => {
    await expect(verifyFileArchive('/nonexistent')).rejects.toMatchObject({ code: 'READ_FAILED' });
  });
});
