import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { afterAll, describe, expect, test } from 'vitest';
import { listDirectory } from '../../src/file-system/list-directory.js';

const place = temporaryDirectory();
const mounted = mountWithoutTypes(place.path);
afterAll(() => {
  if (mounted !== undefined) execFileSync('umount', [mounted]);
  place[Symbol.dispose]();
});

/** A file system whose directories don't tell what type an entry has; undefined without root or mkfs.ext4. */
function mountWithoutTypes(directory: string): string | undefined {
  const [image, path] = [join(directory, 'image'), join(directory, 'mounted')];
  writeFileSync(image, '');
  truncateSync(image, 2 ** 20);
  mkdirSync(path);
  const made = spawnSync('mkfs.ext4', ['-q', '-O', '^filetype,^has_journal', image]);
  const isMounted =
    made.status === 0 && spawnSync('mount', ['-o', 'loop', image, path]).status === 0;
  return isMounted ? path : undefined;
}

const tree = { 'b/x': '', a: '', 'latin1:bad\xff': '', link: { link: 'a' } };
const kinds = [
  ['a', 'file'],
  ['b', 'directory'],
  ['bad\uDCFF', 'file'],
  ['link', 'link'],
];

describe('listDirectory', () => {
  test('tells the type of each entry, whatever its name', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    expect(listDirectory(directory.path).map(({ name, kind }) => [name, kind])).toEqual(kinds);
  });

  test.skipIf(mounted === undefined)(
    'asks for it where the file system does not tell (needs root and mkfs.ext4)',
    () => {
      const path = join(mounted ?? '', 'tree');
      writeTree(path, tree);
      expect(listDirectory(path).map(({ name, kind }) => [name, kind])).toEqual(kinds);
      expect(() => listDirectory(join(path, 'none'))).toThrow('ENOENT');
    },
  );
});
