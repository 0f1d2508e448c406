import { closeSync, constants, openSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** Holds any line of a checksum file, and the first member's name in an archive. */
const headBytes = 2 ** 13;

/** The first 8 KiB of a file; undefined if it can't be read. Doesn't follow a symbolic link, and doesn't wait for a FIFO. */
export function readHead(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(
      toFsPath(path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } catch {
    // An unreadable file can't be proven ours.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
