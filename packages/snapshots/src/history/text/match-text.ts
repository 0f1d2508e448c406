import { displayPath } from '@create-dump/core';
import type { LineMatcher } from '../create-line-matcher.js';
import type { GrepMatch } from '../grep-snapshots.js';
import { type PaintText, shortId, snapshotReference, spanText } from './snapshot-text.js';

interface TextOptions {
  readonly isTerminal: boolean;
  readonly paint: PaintText;
}

/**
 * Returns the printer of matches. For a terminal: the lines of each content below the places that have it, with controls escaped.
 * Otherwise lines of their own, with the text as it is: `id:path:line:text`.
 */
export function createMatchText(
  matcher: LineMatcher,
  { isTerminal, paint }: TextOptions,
): (match: GrepMatch) => string {
  if (!isTerminal) return plainText;
  let isFirst = true;
  return (match) => {
    const gap = isFirst ? '' : '\n';
    isFirst = false;
    return gap + headings(match, paint) + terminalLines(match, matcher, paint);
  };
}

function plainText({ hits, binary, truncated, places }: GrepMatch): string {
  const parts = places.map(({ path, last }) => {
    const place = `${shortId(last.id)}:${displayPath(path)}:`;
    if (binary) return `${place} binary content matches\n`;
    const lines = hits.map(({ line, text }) => `${place}${line}:${text}\n`).join('');
    return truncated ? `${lines}${place} more lines match\n` : lines;
  });
  return parts.join('');
}

function headings({ places }: GrepMatch, paint: PaintText): string {
  return places
    .map(({ path, first, last }) => {
      const span = spanText(first.time, last.time);
      const facts = `  ${shortId(last.id)}  ${span}`;
      return `${paint('bold', displayPath(path))}
${paint('dim', facts)}
`;
    })
    .join('');
}

function terminalLines(
  { hits, binary, truncated }: GrepMatch,
  matcher: LineMatcher,
  paint: PaintText,
): string {
  if (binary) return 'binary content matches\n';
  const lines = hits.map(({ line, text: whole }) => {
    const text = whole.replace(/\r$/u, '');
    let shown = '';
    let at = 0;
    for (const [from, to] of matcher.ranges(text)) {
      shown += escapeControls(text.slice(at, from));
      shown += paint('red', escapeControls(text.slice(from, to)));
      at = to;
    }
    return `${paint('green', String(line))}:${shown}${escapeControls(text.slice(at))}\n`;
  });
  return `${lines.join('')}${truncated ? 'more lines match\n' : ''}`;
}

/** Contents are hostile: control characters could change what the terminal shows. */
function escapeControls(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu,
    (char) => displayPath(char),
  );
}

/** A match as the JSON document shows it. */
export function matchDocument({ sha256, redacted, binary, truncated, hits, places }: GrepMatch) {
  return {
    sha256,
    ...(redacted && { redacted }),
    binary,
    ...(truncated && { truncated }),
    places: places.map(({ path, group, first, last, snapshots }) => ({
      path,
      group,
      first: snapshotReference(first),
      last: snapshotReference(last),
      snapshots,
    })),
    lines: hits,
  };
}
