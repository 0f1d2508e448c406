import { decodePath } from '@create-dump/core';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import { type GitConfig, parseGitConfig } from './parse-git-config.js';

const sizeLimit = 2 ** 24;

/** Reads configuration files outside the repository. Later files override earlier ones; missing files are ignored. */
export function readOuterConfig(paths: readonly string[] = []): GitConfig {
  return new Map(
    paths.flatMap((path) => {
      const bytes = readRegularFile(path, { limit: sizeLimit, followLink: true });
      return bytes === undefined ? [] : [...parseGitConfig(decodePath(bytes))];
    }),
  );
}
