import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findCompileCache } from '../../src/process/find-compile-cache.js';

const user = process.geteuid?.() ?? 0;

describe('findCompileCache', () => {
  it("is below XDG_CACHE_HOME, or else below the home directory's .cache", () => {
    using home = temporaryDirectory();
    const homeDirectory = home.path;
    const find = (value?: string) =>
      findCompileCache({ env: { XDG_CACHE_HOME: value }, homeDirectory, user });
    expect(find()).toBeUndefined();
    for (const name of ['.cache', 'other']) mkdirSync(join(homeDirectory, name), { mode: 0o755 });
    const inHome = join(homeDirectory, '.cache/create-dump');
    expect(find()).toBe(inHome);
    expect(find('')).toBe(inHome);
    expect(find('other')).toBe(inHome);
    expect(find(join(homeDirectory, 'other'))).toBe(join(homeDirectory, 'other/create-dump'));
  });

  it('is undefined without a home, and where files have no owner', () => {
    using home = temporaryDirectory();
    mkdirSync(join(home.path, '.cache'), { mode: 0o700 });
    expect(findCompileCache({ env: {}, homeDirectory: undefined, user })).toBeUndefined();
    expect(
      findCompileCache({ env: {}, homeDirectory: home.path, user: undefined }),
    ).toBeUndefined();
  });

  it("is not in another user's directory, nor in one that others can write to", () => {
    using home = temporaryDirectory();
    const caches = join(home.path, '.cache');
    mkdirSync(caches, { mode: 0o700 });
    const find = (owner: number) =>
      findCompileCache({ env: {}, homeDirectory: home.path, user: owner });
    expect(find(user)).toBe(join(caches, 'create-dump'));
    expect(find(user + 1)).toBeUndefined();
    for (const mode of [0o720, 0o702, 0o777, 0o1777]) {
      chmodSync(caches, mode);
      expect(find(user)).toBeUndefined();
    }
  });

  it('is not below a file', () => {
    using home = temporaryDirectory();
    writeFileSync(join(home.path, '.cache'), '');
    expect(findCompileCache({ env: {}, homeDirectory: home.path, user })).toBeUndefined();
  });
});
