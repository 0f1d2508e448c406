import { createHash } from 'node:crypto';
import type { ManifestLocation } from './find-manifest.js';

/** Two digests of a dump that is read front to back: of all bytes, and of those that its last line covers. */
export interface DumpDigest {
  add(bytes: Uint8Array, offset: number): void;
  /** Hexadecimal SHA-256 of the bytes before the last line; undefined until all of them were added. */
  readonly covered: string | undefined;
  /** Hexadecimal SHA-256 of all bytes added so far. */
  whole(): string;
}

export function createDumpDigest({ endOffset }: Pick<ManifestLocation, 'endOffset'>): DumpDigest {
  const hash = createHash('sha256');
  let covered: string | undefined;
  return {
    add(bytes, offset) {
      const before = endOffset - offset;
      if (before < 0 || before >= bytes.length) {
        hash.update(bytes);
        return;
      }
      hash.update(bytes.subarray(0, before));
      covered = hash.copy().digest('hex');
      hash.update(bytes.subarray(before));
    },
    get covered() {
      return covered;
    },
    whole: () => hash.copy().digest('hex'),
  };
}
