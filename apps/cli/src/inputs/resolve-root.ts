import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';

/**
 * The directory that `root` names, with symbolic links resolved once.
 * @throws {CreateDumpError} `ROOT_INVALID` if there is none.
 */
export function resolveRoot(cwd: string, root: string): string {
  try {
    const path = realpathSync(resolve(cwd, root));
    if (statSync(path).isDirectory()) return path;
  } catch (cause) {
    throw invalid(root, reasonOf(cause), cause);
  }
  throw invalid(root, 'it is not a directory (for some files of one, use --files)');
}

function invalid(root: string, reason: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError('ROOT_INVALID', `Can't dump ${displayPath(root)}: ${reason}.`, {
    cause,
  });
}

function reasonOf(error: unknown): string {
  return errorCode(error) === 'ENOENT' ? 'there is no such directory' : describeSystemError(error);
}
