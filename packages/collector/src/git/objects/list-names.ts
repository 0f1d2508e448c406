import { readdirSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** The file names in a directory of the object store; none if the directory doesn't exist. */
export function listNames(directory: string): string[] {
  try {
    return readdirSync(toFsPath(directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
