import type { ContentRecord, SecretFinder, SecretFinding } from '@create-dump/core';
import { createSecretStream } from '@create-dump/markdown-writer';
import type { ContentSearch } from '@create-dump/snapshots';

/** In bytes: what a dump is searched by, so that both find the same. */
const pieceSize = 2 ** 22;

/** Begins the search of a content for secrets: text as the dump shows it, what is stored as base64 as it was. */
export function createSecretSearch(
  finder: SecretFinder,
  { path, encoding }: ContentRecord,
): ContentSearch<readonly SecretFinding[]> {
  const stream = createSecretStream({ finder, mode: 'warn' }, path);
  let waiting: Uint8Array[] = [];
  let length = 0;
  return {
    take({ stored, bytes, isLast }) {
      // A piece is valid only until the next one.
      const piece = Buffer.from(encoding === 'base64' ? bytes : stored);
      waiting.push(piece);
      length += piece.length;
      if (!isLast && length < pieceSize) return;
      stream.add(Buffer.concat(waiting), isLast);
      waiting = [];
      length = 0;
    },
    finish: () => stream.findings,
  };
}
