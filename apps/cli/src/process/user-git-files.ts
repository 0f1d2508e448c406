import { join } from 'node:path';
import type { World } from './world.js';

/** The git files outside the repository that affect which files are chosen. */
export interface UserGitFiles {
  readonly gitConfigFiles: readonly string[];
  readonly excludesFile: string;
  readonly systemAttributesFile?: string;
  readonly attributesFile: string;
  readonly homeDirectory: string;
}

/** Finds git's configuration and ignore files outside a repository, as git-config(1), "FILES", and gitignore(5) define them. */
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
  const areAttributesOff = /^(1|true|yes|on)$/i.test(env['GIT_ATTR_NOSYSTEM'] ?? '');
  return {
    gitConfigFiles,
    excludesFile: join(directory, 'ignore'),
    ...(areAttributesOff ? {} : { systemAttributesFile: '/etc/gitattributes' }),
    attributesFile: join(directory, 'attributes'),
    homeDirectory,
  };
}
