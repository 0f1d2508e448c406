import { constants, fstatSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { createIdleDescriptor } from '../../file-system/idle-descriptor.js';
import type { ByteCache } from './byte-cache.js';

/** Random access to a file of any size. */
export interface PagedFile {
  readonly size: number;
  /** Reads `length` bytes from `position`, fewer at the end of the file. The result is never overwritten. */
  read(position: number, length: number): Buffer;
}

const pageSize = 1 << 16;

/**
 * @param pages Cache that all files of a repository share.
 * @throws System errors, also from `read`.
 */
export function createPagedFile(path: string, pages: ByteCache<Buffer>): PagedFile {
  const fsPath = toFsPath(path);
  const file = createIdleDescriptor();
  const open = () => file.open(path, fsPath, constants.O_RDONLY | constants.O_NONBLOCK);
  const { size } = fstatSync(open());

  const pageAt = (number: number): Buffer => {
    const key = `${path}\0${number}`;
    const known = pages.get(key);
    if (known !== undefined) return known;
    const page = readFully(open(), number * pageSize, Math.min(pageSize, size - number * pageSize));
    pages.add(key, page);
    return page;
  };
  return {
    size,
    read(position, wanted) {
      const length = Math.max(0, Math.min(wanted, size - position));
      if (length > pageSize) return readFully(open(), position, length);
      const offset = position % pageSize;
      const first = pageAt((position - offset) / pageSize).subarray(offset, offset + length);
      if (first.length === length) return first;
      const second = pageAt((position - offset) / pageSize + 1);
      return Buffer.concat([first, second.subarray(0, length - first.length)]);
    },
  };
}

function readFully(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
