import { readdir } from 'node:fs/promises';
import { comparePaths, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, toFailure } from '@create-dump/files';

/**
 * The names in a directory, sorted by their bytes.
 * @param empty Codes of system errors that count as an empty directory.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export async function listNames(
  directory: string,
  empty: readonly string[] = ['ENOENT'],
): Promise<string[]> {
  try {
    const names = await readdir(toFsPath(directory), { encoding: 'buffer' });
    return names.map((name) => decodePath(name)).sort(comparePaths);
  } catch (error) {
    if (empty.includes(errorCode(error) ?? '')) return [];
    throw toFailure('READ_FAILED', error, `listing ${displayPath(directory)}`);
  }
}
