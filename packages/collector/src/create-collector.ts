import type { Discover } from '@create-dump/core';
import type { CollectorOptions } from './collector-options.js';
import { createDiscovery } from './selection/create-discovery.js';

/**
 * Creates the port that finds the files of a directory tree: in a git work tree the existing files that
 * `git ls-files --cached --others --exclude-standard` lists, elsewhere all files that no `.gitignore` ignores. `.dumpignore`
 * files and the user's rules are applied to these.
 *
 * @throws {CreateDumpError} `USAGE` for an invalid pattern. The port rejects with `ROOT_INVALID` or
 *   `REPOSITORY_UNREADABLE`, or with the signal's reason.
 */
export function createCollector(options: CollectorOptions): Discover {
  return createDiscovery(options);
}
