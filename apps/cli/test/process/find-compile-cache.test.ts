import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findCompileCache } from '../../src/process/find-compile-cache.js';

const user = process.geteuid?.() ?? 0;

describe('findCompileCache', () => {
  it("is in the user's directory for caches, if there is one", () => {
    using home = temporaryDirectory();
    const caches = join(home.path, 'caches');
    expect(findCompileCache(caches, user)).toBeUndefined();
    mkdirSync(caches, { mode: 0o755 });
    expect(findCompileCache(caches, user)).toBe(join(caches, 'create-dump'));
    expect(findCompileCache(undefined, user)).toBeUndefined();
  });

  it('is undefined where files have no owner', () => {
    using home = temporaryDirectory();
    expect(findCompileCache(home.path, undefined)).toBeUndefined();
  });

  it("is not in another user's directory, nor in one that others can write to", () => {
    using home = temporaryDirectory();
    const caches = join(home.path, 'caches');
    mkdirSync(caches, { mode: 0o700 });
    expect(findCompileCache(caches, user)).toBe(join(caches, 'create-dump'));
    expect(findCompileCache(caches, user + 1)).toBeUndefined();
    for (const mode of [0o720, 0o702, 0o777, 0o1777]) {
      chmodSync(caches, mode);
      expect(findCompileCache(caches, user)).toBeUndefined();
    }
  });

  it('is not below a file', () => {
    using home = temporaryDirectory();
    const caches = join(home.path, 'caches');
    writeFileSync(caches, '');
    expect(findCompileCache(caches, user)).toBeUndefined();
  });
});
