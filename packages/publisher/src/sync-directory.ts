import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { toFsPath } from '@create-dump/core';
import { errorCode } from './error-code.js';

const sync = promisify(fsync);

/** Brings a directory's entries to the disk, where the system lets a program do that. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const descriptor = openSync(toFsPath(path), 'r');
    try {
      await sync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!unsupported.has(errorCode(error) ?? '')) throw error;
  }
}

// Windows, some FUSE and network file systems; EACCES: a directory that may be written but not read.
const unsupported = new Set(['EACCES', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM']);
