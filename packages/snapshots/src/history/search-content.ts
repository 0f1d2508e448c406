import type { ContentRecord } from '@create-dump/core';
import type { LineMatcher } from './create-line-matcher.js';
import type { ContentSearch } from './search-snapshots.js';

export interface LineHit {
  /** In the file, from 1. */
  readonly line: number;
  /** Without its LF. */
  readonly text: string;
}

/** What was found in one content. */
export interface ContentHits {
  readonly hits: readonly LineHit[];
  /** The content isn't text: `hits` is empty, and only `matches` counts. */
  readonly binary: boolean;
  readonly matches: boolean;
  /** There are more hits than are kept in memory. */
  readonly truncated: boolean;
}

/** In bytes. A longer line is searched in parts, so that memory is bounded. */
const longestLine = 2 ** 20;

/** In characters of all hits of one content. */
const mostText = 2 ** 26;

/**
 * Text is searched as the dump shows it, in UTF-8, whatever its encoding was. Content with a NUL, or stored as base64, is binary.
 */
export function createContentSearch(
  { encoding }: Pick<ContentRecord, 'encoding'>,
  matcher: LineMatcher,
): ContentSearch<ContentHits> {
  const hits: LineHit[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let [line, length] = [1, 0];
  let [binary, matches, truncated] = [encoding === 'base64', false, false];
  const test = (text: string) => {
    if (!matcher.test(text)) return;
    matches = true;
    if (binary) return;
    length += text.length;
    if (length > mostText) truncated = true;
    else hits.push({ line, text });
  };
  const searchLines = (bytes: Buffer) => {
    const count = countLines(bytes);
    if (matcher.literal === undefined || bytes.includes(matcher.literal)) {
      const first = line;
      for (const text of bytes.toString('utf8').split('\n')) {
        test(text);
        line++;
      }
      line = first;
    }
    line += count;
  };
  return {
    take({ stored, bytes, isLast }) {
      if (binary && matches) return;
      const piece = Buffer.from(binary ? bytes : stored);
      binary ||= piece.includes(0);
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = rest.lastIndexOf(10);
      if (end !== -1) {
        searchLines(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
      }
      if (rest.length > longestLine || (isLast && rest.length > 0)) {
        test(rest.toString('utf8'));
        rest = Buffer.alloc(0);
      }
    },
    finish: () => ({ hits: binary ? [] : hits, binary, matches, truncated }),
  };
}

/** The lines that end in `bytes` and its missing last LF. */
function countLines(bytes: Buffer): number {
  let count = 1;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
