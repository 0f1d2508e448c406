import { readdirSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** Names in a directory of the object store; none if it isn't there. */
export function listNames(directory: string): string[] {
  try {
    return readdirSync(toFsPath(directory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
