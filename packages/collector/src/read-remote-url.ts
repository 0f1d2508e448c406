import { openRepository, type UserFiles } from './git/repository/open-repository.js';

/**
 * The URL of the remote `origin` of the repository that contains `root`, as configured: it may have credentials. Undefined
 * without a repository or such a remote.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE`
 */
export function readRemoteUrl(root: string, userFiles: UserFiles = {}): string | undefined {
  return openRepository(root, userFiles)?.config.get('remote.origin.url');
}
