import type { ByteScan } from '../scanning/scan-bytes.js';
import { type TextForm, textFormsOf } from './text-form.js';

/** A content as UTF-8. */
export interface ShownText extends Pick<TextForm, 'encoding'> {
  /** The bytes themselves where there is no `encoding`. */
  readonly content: Buffer;
}

/**
 * Shows a content that is in memory as text, or returns undefined if it is binary. Gives what {@link surveyContent} finds
 * for a content that is read in pieces.
 */
export function showAsText(
  bytes: Buffer,
  { hasNul, isAscii }: Pick<ByteScan, 'hasNul' | 'isAscii'>,
): ShownText | undefined {
  if (isAscii && !hasNul) return { content: bytes, encoding: undefined };
  for (const { encoding, toUtf8 } of textFormsOf(bytes)) {
    const content = toUtf8(bytes);
    if (content !== undefined) return { content, encoding };
  }
  return undefined;
}
