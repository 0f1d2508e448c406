import { describe, expect, it } from 'vitest';
import { findCacheHome } from '../../src/compile-cache/find-cache-home.js';

const find = (env: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
  findCacheHome({ env, homeDirectory: '/home/a', platform });

describe('findCacheHome', () => {
  it.each([
    [{}, { root: '/home/a', path: '/home/a/.cache/create-dump' }],
    [{ XDG_CACHE_HOME: '/xdg' }, { root: '/xdg', path: '/xdg/create-dump' }],
    [
      { XDG_CACHE_HOME: '/xdg', NODE_COMPILE_CACHE: '/node' },
      { root: '/node', path: '/node/create-dump' },
    ],
    [{ LOCALAPPDATA: '/local' }, { root: '/home/a', path: '/home/a/.cache/create-dump' }],
    [{ NODE_DISABLE_COMPILE_CACHE: '1', XDG_CACHE_HOME: '/xdg' }, undefined],
  ])('with %j is %j', (env, home) => {
    expect(find(env)).toEqual(home);
  });

  it('is in the local data of a user of Windows', () => {
    expect(find({ LOCALAPPDATA: '/local' }, 'win32')).toEqual({
      root: '/local',
      path: '/local/create-dump',
    });
  });

  it('never depends on the working directory', () => {
    expect(find({ XDG_CACHE_HOME: 'xdg', NODE_COMPILE_CACHE: '.' })?.root).toBe('/home/a');
  });

  it('is nowhere for a user without a home', () => {
    const nobody = { homeDirectory: undefined, platform: 'linux' } as const;
    expect(findCacheHome({ env: {}, ...nobody })).toBeUndefined();
    expect(findCacheHome({ env: { XDG_CACHE_HOME: '/xdg' }, ...nobody })?.root).toBe('/xdg');
  });
});
