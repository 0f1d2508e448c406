import { relative } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRepository, type Repository } from './open-repository.js';

/**
 * The repository that `root` is in, and the way from the work tree's top to it, empty or with a trailing slash.
 * @throws {CreateDumpError} `ROOT_INVALID` if it is in none.
 */
export function requireRepository(root: string): { repository: Repository; prefix: string } {
  const repository = openRepository(root);
  if (repository === undefined) {
    throw new CreateDumpError(
      'ROOT_INVALID',
      `${displayPath(root)} is not in a git repository, so it has no revisions.`,
    );
  }
  const path = repository.workTree === undefined ? '' : relative(repository.workTree, root);
  return { repository, prefix: path === '' ? '' : `${path}/` };
}
