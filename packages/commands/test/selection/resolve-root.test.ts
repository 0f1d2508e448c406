import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { resolveRoot } from '../../src/selection/resolve-root.js';

describe('resolveRoot', () => {
  it('resolves symbolic links', () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    mkdirSync(join(path, 'real'));
    symlinkSync('real', join(path, 'link'));
    expect(resolveRoot(path, 'link')).toBe(join(realpathSync(path), 'real'));
  });

  it.each([
    ['none', 'there is no such directory'],
    ['file', 'it is not a directory (for some files of one, use --files)'],
    ['file/below', 'a part of the path is not a directory (ENOTDIR)'],
    ['loop', 'there is a loop of symbolic links (ELOOP)'],
  ])('says why %s is no root', (root, reason) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeFileSync(join(path, 'file'), '');
    symlinkSync('loop', join(path, 'loop'));
    expect(() => resolveRoot(path, root)).toThrow(
      expect.objectContaining({ code: 'ROOT_INVALID', message: `Can't dump ${root}: ${reason}.` }),
    );
  });
});
