import { join } from 'node:path';
import type { World } from './world.js';

/** What a selection takes from the user's and the system's set-up of git. */
export interface UserGitFiles {
  readonly gitConfigFiles: readonly string[];
  readonly excludesFile: string;
  readonly homeDirectory: string;
}

/** Where git looks for configuration and ignore rules outside a repository: git-config(1), "FILES", and gitignore(5). */
export function userGitFiles({
  env,
  homeDirectory,
}: Pick<World, 'env' | 'homeDirectory'>): UserGitFiles {
  const directory = join(env['XDG_CONFIG_HOME'] || join(homeDirectory, '.config'), 'git');
  const own = env['GIT_CONFIG_GLOBAL'];
  const users =
    own === undefined ? [join(directory, 'config'), join(homeDirectory, '.gitconfig')] : [own];
  const isSystemOff = /^(1|true|yes|on)$/i.test(env['GIT_CONFIG_NOSYSTEM'] ?? '');
  const systems = isSystemOff ? [] : [env['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig'];
  const gitConfigFiles = [...systems, ...users].filter((path) => path !== '');
  return { gitConfigFiles, excludesFile: join(directory, 'ignore'), homeDirectory };
}
