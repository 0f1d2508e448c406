import { constants, open } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import { errorCode } from './system-failure.js';

/** Brings a directory's entries to the disk, where the system lets a program do that. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    await using handle = await open(toFsPath(path), constants.O_RDONLY);
    await handle.sync();
  } catch (error) {
    if (!unsupported.has(errorCode(error) ?? '')) throw error;
  }
}

// Windows, some FUSE and network file systems; EACCES: a directory that may be written but not read.
const unsupported = new Set(['EACCES', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM']);
