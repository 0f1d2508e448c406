import { readRegularFile } from '@create-dump/files';
import { createGitConfig, type GitConfig } from './git-config.js';
import { parseGitBoolean } from './parse-git-boolean.js';
import { type ConfigEntry, parseConfigFile } from './parse-config-file.js';

export interface OwnConfig {
  /** The settings in `configFiles` themselves, without what they include. They alone decide on formats and places. */
  readonly ownConfig: GitConfig;
  /** The repository's configuration files, of which later ones override earlier ones. */
  readonly configFiles: readonly string[];
}

/** In bytes. */
const configLimit = 1 << 24;

/** Reads a repository's own configuration: `config`, and `config.worktree` if `extensions.worktreeConfig` is on. */
export function readOwnConfig(gitDirectory: string, commonDirectory: string): OwnConfig {
  const shared = `${commonDirectory}/config`;
  const entries = readEntries(shared);
  const ownConfig = createGitConfig(entries);
  if (parseGitBoolean(ownConfig.get('extensions.worktreeconfig')) !== true) {
    return { ownConfig, configFiles: [shared] };
  }
  const own = `${gitDirectory}/config.worktree`;
  return {
    ownConfig: createGitConfig([...entries, ...readEntries(own)]),
    configFiles: [shared, own],
  };
}

function readEntries(path: string): readonly ConfigEntry[] {
  const content = readRegularFile(path, { limit: configLimit, followLink: true });
  return content === undefined ? [] : parseConfigFile(content).entries;
}
