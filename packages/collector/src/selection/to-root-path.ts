import { posix } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';

/**
 * Converts a path that a user gave to one relative to the root, without `.`, `..`, double and trailing slashes.
 * @param path Relative to the root, or absolute.
 * @param mayBeRoot Whether the root itself is allowed; the result is empty then.
 * @throws {CreateDumpError} `USAGE` for a path outside the root, or the root itself.
 */
export function toRootPath(root: string, path: string, mayBeRoot = false): string {
  const relative = posix.relative(root, posix.resolve(root, path));
  if ((relative !== '' || mayBeRoot) && relative !== '..' && !relative.startsWith('../'))
    return relative;
  throw new CreateDumpError(
    'USAGE',
    `${displayPath(path)} is not below the root ${displayPath(root)}. Name paths below it.`,
  );
}
