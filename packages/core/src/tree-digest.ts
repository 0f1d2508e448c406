import { createHash } from 'node:crypto';
import type { DumpRecord } from './manifest.js';
import { encodePath } from './path-bytes.js';

/**
 * SHA-256 over paths, modes and contents: for each record with a digest, in the order of the manifest,
 * `<mode> <sha256> <path>` and a NUL. Equal digests mean equal files, however they are shown (docs/format.md).
 */
export interface TreeDigest {
  add(records: readonly DumpRecord[]): void;
  /** Hexadecimal. Ends the digest. */
  finish(): string;
}

export function createTreeDigest(): TreeDigest {
  const hash = createHash('sha256');
  return {
    add(records) {
      let text = '';
      for (const { path, mode, sha256 } of records) {
        if (sha256 !== undefined) text += `${mode ?? '100644'} ${sha256} ${path}\0`;
      }
      hash.update(encodePath(text));
    },
    finish: () => hash.digest('hex'),
  };
}
