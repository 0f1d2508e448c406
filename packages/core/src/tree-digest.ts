import { createHash } from 'node:crypto';
import { type DumpRecord, isRedacted } from './manifest.js';
import { encodePath } from './path-bytes.js';

/**
 * SHA-256 over paths, modes and contents: `<mode> <sha256> <path>` and a NUL for each record that has a digest, in the order
 * of the manifest; for a redacted content `<mode> redacted <shownSha256> <path>`. Equal digests mean equal files, however
 * they are shown (docs/format.md).
 */
export interface TreeDigest {
  add(records: readonly DumpRecord[]): void;
  /** Returns the digest in hexadecimal. To be called once, last. */
  finish(): string;
}

export function createTreeDigest(): TreeDigest {
  const hash = createHash('sha256');
  return {
    add(records) {
      let text = '';
      for (const record of records) {
        const { path, mode, sha256 } = record;
        if (sha256 !== undefined) text += `${mode ?? '100644'} ${sha256} ${path}\0`;
        else if (isRedacted(record)) text += `${mode} redacted ${record.shownSha256} ${path}\0`;
      }
      hash.update(encodePath(text));
    },
    finish: () => hash.digest('hex'),
  };
}
