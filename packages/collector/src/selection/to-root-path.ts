import { posix } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';

/**
 * A path that a user names, relative to the root: without `.`, `..`, double and trailing slashes.
 * @param path Relative to the root, or absolute.
 * @throws {CreateDumpError} `USAGE` if it isn't below the root.
 */
export function toRootPath(root: string, path: string): string {
  const relative = posix.relative(root, posix.resolve(root, path));
  if (relative !== '' && relative !== '..' && !relative.startsWith('../')) return relative;
  throw new CreateDumpError(
    'USAGE',
    `${displayPath(path)} is not below the root ${displayPath(root)}. Name paths below it.`,
  );
}
