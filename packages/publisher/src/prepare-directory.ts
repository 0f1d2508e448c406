import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from './error-code.js';
import { syncDirectory } from './sync-directory.js';
import { describeFailure, toWriteFailure } from './write-failure.js';

/**
 * Makes sure that `directory` is one, creating it with its parents only if `create` says so.
 *
 * Throws `DESTINATION_INVALID` where the path can't be a directory, `WRITE_FAILED` where it can't be made.
 */
export async function prepareDirectory(directory: string, create: boolean): Promise<void> {
  try {
    if (statSync(toFsPath(directory)).isDirectory()) return;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw failure(directory, error);
    if (isDanglingLink(directory)) {
      throw invalid(directory, 'is a symbolic link to nothing. Choose another.', error);
    }
    if (create) return createDirectory(directory);
    throw invalid(directory, 'does not exist. Create it or choose another.', error);
  }
  throw invalid(directory, 'is not a directory. Choose another.');
}

async function createDirectory(directory: string): Promise<void> {
  try {
    const first = mkdirSync(toFsPath(directory), { recursive: true });
    if (first === undefined) return;
    // A directory survives a power cut once its parent is on the disk.
    let level = directory;
    do {
      level = dirname(level);
      await syncDirectory(level);
    } while (level.length >= first.length);
  } catch (error) {
    throw failure(directory, error);
  }
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
    return toWriteFailure(error, `opening the directory ${displayPath(directory)}`);
  }
  return invalid(
    directory,
    `can't be a directory: ${describeFailure(error)}. Choose another.`,
    error,
  );
}

function invalid(directory: string, problem: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError(
    'DESTINATION_INVALID',
    `The destination ${displayPath(directory)} ${problem}`,
    { cause },
  );
}
