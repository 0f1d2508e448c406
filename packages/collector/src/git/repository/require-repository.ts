import { relative } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRepository, type Repository, type UserFiles } from './open-repository.js';

/**
 * Opens the repository that contains `root`. `prefix` is the path from the top of the work tree to `root`, empty or with a
 * trailing slash.
 * @throws {CreateDumpError} `ROOT_INVALID` outside a repository.
 */
export function requireRepository(
  root: string,
  userFiles: UserFiles,
): { repository: Repository; prefix: string } {
  const repository = openRepository(root, userFiles);
  if (repository === undefined) {
    throw new CreateDumpError(
      'ROOT_INVALID',
      `${displayPath(root)} is not in a git repository, so it has no revisions. Name a directory in one.`,
    );
  }
  const path = repository.workTree === undefined ? '' : relative(repository.workTree, root);
  return { repository, prefix: path === '' ? '' : `${path}/` };
}
