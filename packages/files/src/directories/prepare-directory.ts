import { lstatSync, statSync } from 'node:fs';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '../errors/describe-system-error.js';
import { errorCode } from '../errors/error-code.js';
import { toFailure } from '../errors/to-failure.js';
import { makeDirectory } from './make-directory.js';

/**
 * Ensures that `directory` is an existing directory.
 * @param create Create it and its parents if it is missing.
 * @throws {CreateDumpError} `DESTINATION_INVALID` if the path can't be a directory, `WRITE_FAILED` if creating it fails.
 */
export async function prepareDirectory(directory: string, create: boolean): Promise<void> {
  try {
    if (statSync(toFsPath(directory)).isDirectory()) return;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw failure(directory, error);
    if (isDanglingLink(directory)) {
      throw invalid(directory, 'is a symbolic link to nothing. Choose another.', error);
    }
    if (!create) throw invalid(directory, 'does not exist. Create it or choose another.', error);
    return makeDirectory(directory).catch((cause: unknown) => {
      throw failure(directory, cause);
    });
  }
  throw invalid(directory, 'is not a directory. Choose another.');
}

function isDanglingLink(path: string): boolean {
  try {
    return lstatSync(toFsPath(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

const impossible = new Set(['ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG']);

function failure(directory: string, error: unknown): CreateDumpError {
  if (!impossible.has(errorCode(error) ?? '')) {
    return toFailure('WRITE_FAILED', error, `opening the directory ${displayPath(directory)}`);
  }
  const problem = `can't be a directory: ${describeSystemError(error)}. Choose another.`;
  return invalid(directory, problem, error);
}

function invalid(directory: string, problem: string, cause?: unknown): CreateDumpError {
  const message = `The destination ${displayPath(directory)} ${problem}`;
  return new CreateDumpError('DESTINATION_INVALID', message, { cause });
}
