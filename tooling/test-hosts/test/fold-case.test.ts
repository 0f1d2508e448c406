import {
  closeSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, describe, expect, test } from 'vitest';
import { mountFoldCase } from '../src/mount-fold-case.mjs';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const place = temporaryDirectory();
const mounted = isRoot ? mountFoldCase(place.path) : { missing: 'root' };
afterAll(() => {
  if (!('missing' in mounted)) mounted.unmount();
  place[Symbol.dispose]();
});

describe.skipIf('missing' in mounted)(
  'a case-insensitive file system (skipped without root, a C compiler, libfuse 3, /proc or /dev/fuse)',
  () => {
    const at = (name: string) => join('path' in mounted ? mounted.path : '', name);

    test('finds each spelling, keeps the first, and has no second', () => {
      writeFileSync(at('ReadMe'), 'one');
      mkdirSync(at('Été'));
      writeFileSync(at('éTÉ/File'), 'two');
      expect(readFileSync(at('README'), 'utf8')).toBe('one');
      expect(readdirSync(at('ÉTÉ'))).toEqual(['File']);
      expect(() => openSync(at('readme'), 'wx')).toThrow('EEXIST');
      expect(() => mkdirSync(at('été'))).toThrow('EEXIST');
      expect(readdirSync(at('')).sort()).toEqual(['ReadMe', 'Été']);
    });

    test('knows hard links, renames, and files whose name is gone', () => {
      mkdirSync(at('d'));
      writeFileSync(at('d/a'), 'a');
      linkSync(at('D/A'), at('d/b'));
      expect(statSync(at('d/B')).nlink).toBe(2);
      renameSync(at('d/A'), at('d/c'));
      const file = openSync(at('d/C'), 'r+');
      unlinkSync(at('D/C'));
      writeSync(file, 'more');
      expect(fstatSync(file)).toMatchObject({ nlink: 1, size: 4 });
      closeSync(file);
      expect(readFileSync(at('d/b'), 'utf8')).toBe('more');
    });
  },
);
