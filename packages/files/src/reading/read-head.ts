import { closeSync, constants, openSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** Enough for the line of a checksum file, and for the name of an archive's first member. */
const headBytes = 2 ** 13;

/** The first 8 KiB of a file; undefined if it can't be read. Doesn't follow symbolic links or block on FIFOs. */
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
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
