import { nextTurn, type OpenSource } from '@create-dump/core';
import { brokenCharacterLength, contentPieces } from './content-pieces.js';
import { createTextInspector, type TextInspector } from './create-text-inspector.js';

/**
 * Reads a large content in pieces, into `buffer`, and keeps none of it: what is found must be known before its section can
 * begin. What isn't text isn't read to its end.
 */
export async function surveyContent(
  source: OpenSource,
  buffer: Buffer,
  signal: AbortSignal,
): Promise<Omit<TextInspector, 'add'>> {
  const inspector = createTextInspector();
  for (const { bytes } of contentPieces(source, brokenCharacterLength, () => buffer)) {
    inspector.add(bytes);
    if (!inspector.isText()) break;
    await nextTurn();
    signal.throwIfAborted();
  }
  return inspector;
}
