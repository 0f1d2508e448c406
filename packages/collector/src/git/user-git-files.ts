import { join } from 'node:path';

/** Git's files outside of a repository. */
export interface UserGitFiles {
  /**
   * Absolute paths of git's configuration files outside the repository (the system's, then the user's). Later files override
   * earlier ones, and the repository's configuration overrides them all.
   */
  readonly gitConfigFiles?: readonly string[];
  /** Absolute path of the user's ignore file, used if no configuration sets `core.excludesFile`. */
  readonly excludesFile?: string;
  /** Absolute path of the system's attribute file, usually /etc/gitattributes. */
  readonly systemAttributesFile?: string;
  /** Absolute path of the user's attribute file, used if no configuration sets `core.attributesFile`. */
  readonly attributesFile?: string;
  /** The directory that `~` in git's configuration stands for. */
  readonly homeDirectory?: string;
}

/** Where a process looks for git's files. */
export interface GitSurroundings {
  /** Its environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
}

/** Finds git's configuration and ignore files outside a repository, as git-config(1), "FILES", and gitignore(5) define them. */
export function userGitFiles({ env, homeDirectory }: GitSurroundings) {
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
  } satisfies UserGitFiles;
}
