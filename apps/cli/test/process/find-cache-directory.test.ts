import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { findCacheDirectory } from '../../src/process/find-cache-directory.js';

it("is XDG_CACHE_HOME if that is absolute, else the home directory's .cache", () => {
  using home = temporaryDirectory();
  const find = (value?: string, homeDirectory: string | undefined = home.path) =>
    findCacheDirectory({ env: { XDG_CACHE_HOME: value }, homeDirectory });
  expect(find('/var/cache/u')).toBe('/var/cache/u');
  for (const value of [undefined, '', 'relative']) {
    expect(find(value)).toBe(join(home.path, '.cache'));
    expect(find(value, '/nonexistent')).toBeUndefined();
  }
  expect(findCacheDirectory({ env: {}, homeDirectory: undefined })).toBeUndefined();
});
