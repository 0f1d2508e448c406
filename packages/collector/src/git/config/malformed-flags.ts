import type { GitConfig } from './git-config.js';
import { parseGitBoolean } from './parse-git-boolean.js';

/** The boolean settings that matter here. */
const flags = [
  'core.filemode',
  'core.ignorecase',
  'core.sparsecheckout',
  'core.symlinks',
  'core.trustctime',
  'sparse.expectfilesoutsideofpatterns',
];

/** A sentence for each boolean setting with a value that git refuses. */
export function malformedFlags(config: GitConfig): string[] {
  return flags.flatMap((key) => {
    const value = config.get(key);
    return value === undefined || parseGitBoolean(value) !== undefined
      ? []
      : [`git's configuration sets ${key} to ${JSON.stringify(value)}, which is not a boolean.`];
  });
}
