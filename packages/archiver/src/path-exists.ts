import { lstat } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import { errorCode } from './system-failure.js';

/** Whether a path names anything, a link to nothing too. */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await lstat(toFsPath(path));
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
