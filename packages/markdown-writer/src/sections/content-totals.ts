import { createHash } from 'node:crypto';
import { maxRedactions, type Redaction } from '@create-dump/core';
import type { ShownPiece } from './presentation.js';

/** Sums up one content and the form in which it is in the dump. */
export function createContentTotals() {
  const hash = createHash('sha256');
  const redacted: Redaction[] = [];
  let size = 0;
  let length = 0;
  let lineFeeds = 0;
  let endsLine = true;
  return {
    /** Whether a record has room for more places. */
    hasRoom: (more: readonly Redaction[]) => redacted.length + more.length <= maxRedactions,
    /** @param count The line feeds in `content`. */
    add({ original, content, redactions }: ShownPiece, count: number): void {
      for (const { at, ...redaction } of redactions) redacted.push({ at: size + at, ...redaction });
      hash.update(original);
      size += original.length;
      length += content.length;
      lineFeeds += count;
      if (content.length > 0) endsLine = content.at(-1) === 0x0a;
    },
    finish() {
      const sha256 = hash.digest('hex');
      const place = { length, lines: endsLine ? lineFeeds : lineFeeds + 1, endsLine };
      return redacted.length === 0
        ? { size, sha256, ...place }
        : { shownSize: size, shownSha256: sha256, redacted, ...place };
    },
  };
}
