import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { statFiles } from '../../src/index.js';

describe('statFiles', () => {
  test('returns the stats of regular files and links, and zeros for anything else', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: '123', link: { link: 'a' }, 'd/e': '', 'latin1:bad\xFF': '' });
    mkdirSync(join(directory.path, 'empty'));
    const paths = ['a', 'link', 'd/e', 'bad\uDCFF', 'empty', 'none', 'a/none'];
    const found = statFiles({ directory: directory.path, paths: paths.join('\0') });
    const expected = paths.slice(0, 4).flatMap((path) => {
      const { mode, size, mtimeMs, ctimeMs, ino } = lstatSync(toFsPath(join(directory.path, path)));
      return [mode, size, mtimeMs, ctimeMs, ino];
    });
    expect([...found]).toEqual([...expected, ...Array.from({ length: 15 }, () => 0)]);
  });
});
