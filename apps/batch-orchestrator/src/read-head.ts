import { closeSync, constants, openSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** Long enough for every line of a checksum file, and for the first name in an archive. */
const headBytes = 2 ** 13;

/** The first bytes of a file; undefined if it can't be read. A link isn't followed, a FIFO isn't waited for. */
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
    // What can't be read can't be proven ours.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
