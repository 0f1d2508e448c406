// Access to the file system that is safe in a tree which isn't trusted: it never blocks on FIFOs and doesn't follow symbolic
// links unless asked to. Paths are the surrogate-escaped strings of core. A file that is missing or may not be read gives
// undefined or a skip record; faults of the process itself (too many open files, out of memory) are always thrown.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

export interface ReadOptions {
  /** In bytes; a larger file isn't read. */
  readonly limit: number;
  /** Follow the path's last component if it is a symbolic link. Default: false. */
  readonly followLink?: boolean;
}

/**
 * Reads a small file as a whole. Undefined if it doesn't exist, may not be read, isn't a regular file (a FIFO would block
 * forever) or exceeds the limit. Throws other system errors.
 */
export function readRegularFile(path: string, options: ReadOptions): Buffer | undefined {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  let descriptor: number;
  try {
    descriptor = openSync(toFsPath(path), flags | (options.followLink ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > options.limit) return undefined;
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENXIO']);

function isMissing(error: unknown): boolean {
  return missing.has((error as NodeJS.ErrnoException).code ?? '');
}
