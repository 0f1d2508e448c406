import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

export interface ReadOptions {
  /** Bytes; a longer file isn't read. */
  readonly limit: number;
  /** A symbolic link as the last part of the path is followed. Default: it isn't. */
  readonly followLink?: boolean;
}

/**
 * The content of a small file, or undefined if there is none, it may not be read, or it isn't a regular file (a FIFO
 * would block for ever) or too long.
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
