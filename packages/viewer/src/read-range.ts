import { CreateDumpError } from '@create-dump/core';
import type { ViewSource } from './view-source.js';

/**
 * Reads `length` bytes from `position` on, into memory of their own.
 * @throws {CreateDumpError} `READ_FAILED` if the source has fewer.
 */
export function readRange(
  source: ViewSource,
  position: number,
  length: number,
): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const count = source.read(bytes.subarray(filled), position + filled);
    if (count === 0) {
      throw new CreateDumpError(
        'READ_FAILED',
        `${source.name} ends at byte ${position + filled}. Something else is writing to it.`,
      );
    }
    filled += count;
  }
  return bytes;
}
