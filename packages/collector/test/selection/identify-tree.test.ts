import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import type { Repository } from '../../src/git/repository/open-repository.js';
import { identifyTree } from '../../src/selection/identify-tree.js';

function identify(root: string, url?: string, prefix = '') {
  const config = new Map(url === undefined ? [] : [['remote.origin.url', url]]);
  // Nothing else of a repository is used.
  const repository = { config } as unknown as Repository;
  return identifyTree({ root, prefix, repository });
}

describe('identifyTree', () => {
  it.each([
    'https://example.org/team/api.git',
    'https://example.org/team/api',
    'https://someone:secret@Example.ORG:443/team/api/',
    'ssh://git@example.org:22/team/api.git',
    'git@example.org:team/api.git',
    'example.org:/team/api',
    'git://example.org//team/api.git',
  ])('takes clones of one repository for one tree, as cloned from %s', (url) => {
    const expected = identify('/anywhere', 'https://example.org/team/api');
    expect(identify('/elsewhere', url)).toEqual(expected);
    expect(expected.isPortable).toBe(true);
  });

  it('tells repositories, directories in a repository, hosts and ports apart', () => {
    const all = [
      identify('/r', 'https://example.org/x/api'),
      identify('/r', 'https://example.org/y/api'),
      identify('/r', 'https://example.com/x/api'),
      identify('/r', 'https://example.org:8443/x/api'),
      identify('/r', 'https://example.org/x/api', 'a/'),
      identify('/r', 'https://example.org/x/api', 'b/'),
      identify('/r', '/x/api'),
      identify('/r', 'file:///y/api.git'),
    ];
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(all.length);
    expect(identify('/r', '/x/api')).toEqual(identify('/r', 'file:///x/api.git'));
  });

  it('identifies a tree without an origin by its real path', () => {
    using directory = temporaryDirectory();
    const [x, y, link] = ['x', 'y', 'link'].map((name) => join(directory.path, name));
    if (x === undefined || y === undefined || link === undefined) throw new Error('No path');
    mkdirSync(x);
    symlinkSync(x, link);
    const before = identify(x);
    expect(before.isPortable).toBe(false);
    expect(identify(link)).toEqual(before);
    expect(identify(x, '../up.git')).toEqual(before);
    renameSync(x, y);
    expect(identify(y)).not.toEqual(before);
    // It has vanished.
    expect(identify(x)).toEqual(before);
  });
});
