import { closeSync, constants, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';

const sync = promisify(fsync);

/** Syncs the entries of a directory to the disk, on systems that support it. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const descriptor = openSync(toFsPath(path), flags);
    try {
      await sync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!unsupported.has(errorCode(error) ?? '')) throw error;
  }
}

// A FIFO that has taken the directory's place would be waited for. Windows has neither flag.
const flags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0);

// Windows, some FUSE and network file systems; EACCES: a directory that is writable but not readable.
const unsupported = new Set(['EACCES', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM']);
