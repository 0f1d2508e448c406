import { describe, expect, it } from 'vitest';
import { userGitFiles } from '../../src/index.js';

const homeDirectory = '/home/me';

describe('userGitFiles', () => {
  it('are those that git reads by default', () => {
    expect(userGitFiles({ env: {}, homeDirectory })).toEqual({
      gitConfigFiles: ['/etc/gitconfig', '/home/me/.config/git/config', '/home/me/.gitconfig'],
      excludesFile: '/home/me/.config/git/ignore',
      systemAttributesFile: '/etc/gitattributes',
      attributesFile: '/home/me/.config/git/attributes',
      homeDirectory,
    });
  });

  it("follow git's environment variables", () => {
    const env = { XDG_CONFIG_HOME: '/xdg', GIT_CONFIG_GLOBAL: '/other', GIT_CONFIG_NOSYSTEM: '1' };
    expect(userGitFiles({ env, homeDirectory })).toMatchObject({
      gitConfigFiles: ['/other'],
      excludesFile: '/xdg/git/ignore',
    });
    const noGlobal = { GIT_CONFIG_GLOBAL: '', GIT_CONFIG_SYSTEM: '/system' };
    expect(userGitFiles({ env: noGlobal, homeDirectory }).gitConfigFiles).toEqual(['/system']);
  });
});
