/*
 * What a command reads: the root (here), a list of paths, a dump. Arguments come in as they were given; paths are resolved
 * against the working directory of the `World`. An unusable argument is a `CreateDumpError` that names it.
 */
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';

/**
 * Resolves the directory that `root` names, including symbolic links, to an absolute path.
 * @throws {CreateDumpError} `ROOT_INVALID` if it isn't a directory.
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
