import { decodePath } from '@create-dump/core';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import { type GitConfig, parseGitConfig } from './parse-git-config.js';

const sizeLimit = 2 ** 24;

/** The settings of configuration files outside the repository, the last file first in rank. Missing files have none. */
export function readOuterConfig(paths: readonly string[] = []): GitConfig {
  return new Map(
    paths.flatMap((path) => {
      const bytes = readRegularFile(path, { limit: sizeLimit, followLink: true });
      return bytes === undefined ? [] : [...parseGitConfig(decodePath(bytes))];
    }),
  );
}
