import { createHash } from 'node:crypto';
import type { ManifestLocation } from './find-manifest.js';

/** Digests a dump that is read front to back: up to its last line, as that line has it, and whole. */
export interface DumpDigest {
  add(bytes: Uint8Array, offset: number): void;
  /** Of the bytes before the last line, hexadecimal; undefined before they all came. */
  readonly covered: string | undefined;
  /** Of all bytes so far. */
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
