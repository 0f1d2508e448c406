import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';

export interface ReadOptions {
  /** In bytes; a larger file isn't read. */
  readonly limit: number;
  /** Follow the path's last component if it is a symbolic link. Default: false. */
  readonly followLink?: boolean;
}

/**
 * Reads a small file as a whole. Undefined if it doesn't exist, may not be read, isn't a regular file (a FIFO would block
 * forever) or exceeds the limit. Throws other system errors. Synchronous: callers try many paths of which few exist, and
 * awaiting each takes longer than the calls themselves.
 */
export function readRegularFile(path: string, options: ReadOptions): Buffer | undefined {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  let descriptor: number;
  try {
    descriptor = openSync(toFsPath(path), flags | (options.followLink ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    if (missing.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? readUpTo(descriptor, stats.size, options.limit) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENXIO']);

const leastBytes = 2 ** 12;

/**
 * Reads an open file up to its size, or to its end if it states none; undefined beyond `limit`. Files of /proc state none and can
 * be endless (/proc/self/pagemap).
 */
export function readUpTo(descriptor: number, size: number, limit: number): Buffer | undefined {
  if (size > limit) return undefined;
  let bytes = Buffer.allocUnsafeSlow(size || leastBytes);
  for (let length = 0; length <= limit;) {
    if (length === bytes.length) {
      if (size > 0) return bytes;
      bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
    }
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
  }
  return undefined;
}
