import type { Redaction } from '@create-dump/core';
import { fromUtf8, type TextForm } from '../content/text-form.js';
import type { RedactedContent } from './redact-spans.js';

/** A redacted text with its encoding undone. */
export function inOriginalForm(
  { content, redactions }: RedactedContent,
  encoding: TextForm['encoding'],
): RedactedContent {
  if (encoding === undefined) return { content, redactions };
  const parts: Buffer[] = [];
  const moved: Redaction[] = [];
  let [from, at] = [0, 0];
  const add = (to: number) => {
    const part = fromUtf8(content.subarray(from, to), encoding);
    parts.push(part);
    from = to;
    at += part.length;
    return part.length;
  };
  for (const { at: start, length, rule } of redactions) {
    add(start);
    const place = at;
    moved.push({ at: place, length: add(start + length), rule });
  }
  add(content.length);
  return { content: Buffer.concat(parts), redactions: moved };
}
