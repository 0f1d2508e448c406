import { characterEnd, characterStart } from './character-bounds.js';
import { redactedRule, type Redaction, type SecretSpan } from '@create-dump/core';

/** A content, or a part of one, in which secrets are replaced. */
export interface RedactedContent {
  readonly content: Buffer;
  /** Where the replacements are in `content`. */
  readonly redactions: readonly Redaction[];
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/**
 * Replaces each of `spans`, which are in order and don't overlap, by a marker and the line breaks of what it replaces (docs/format.md).
 * A character of UTF-8 that a span has a part of is replaced as a whole.
 */
export function redactSpans(content: Buffer, spans: readonly SecretSpan[]): RedactedContent {
  if (spans.length === 0) return { content, redactions: [] };
  const parts: Buffer[] = [];
  const redactions: Redaction[] = [];
  let [from, at] = [0, 0];
  for (const { start, end, rule: id } of spans) {
    const first = Math.max(from, characterStart(content, start));
    const after = characterEnd(content, end);
    const rule = redactedRule(id);
    const replacement = Buffer.from(`[REDACTED:${rule}]${lineBreaks(content, first, after)}`);
    parts.push(content.subarray(from, first), replacement);
    at += first - from;
    redactions.push({ at, length: replacement.length, rule });
    at += replacement.length;
    from = after;
  }
  return { content: Buffer.concat([...parts, content.subarray(from)]), redactions };
}

/** LF and CR LF, also where only the CR belongs to the span. */
function lineBreaks(content: Buffer, start: number, end: number): string {
  let breaks = '';
  const hasReturn = (at: number) => at >= start && content[at] === carriageReturn;
  for (let at = content.indexOf(lineFeed, start); at !== -1 && at < end;) {
    breaks += hasReturn(at - 1) ? '\r\n' : '\n';
    at = content.indexOf(lineFeed, at + 1);
  }
  return hasReturn(end - 1) && content[end] === lineFeed ? `${breaks}\r` : breaks;
}
