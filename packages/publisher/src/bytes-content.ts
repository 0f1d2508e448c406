import { createHash } from 'node:crypto';
import type { StoreContent } from '@create-dump/core';

/** Bytes in memory as the content of an object. */
export function bytesContent(bytes: Buffer): StoreContent {
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *open(from, to) {
      if (to > from) yield bytes.subarray(from, to);
    },
  };
}
