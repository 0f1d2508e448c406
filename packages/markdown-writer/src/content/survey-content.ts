import { nextTurn, type OpenSource } from '@create-dump/core';
import { contentPieces } from './content-pieces.js';
import { createFenceChooser } from './create-fence-chooser.js';
import { readFully } from './read-fully.js';
import { type TextForm, textFormsOf } from './text-form.js';

/** How a content can be shown as text. */
export interface ContentSurvey {
  readonly form: TextForm;
  /** Undefined if no fence can hold the content. */
  readonly fence: string | undefined;
}

/**
 * Reads a content in pieces, into `buffer`, and finds out how it can be shown; undefined if it is binary. Keeps none of the
 * content: a section begins with facts about its end. The content is read once for each form that is tried, up to the
 * first piece that doesn't have the form.
 */
export async function surveyContent(
  source: OpenSource,
  buffer: Buffer,
  signal: AbortSignal,
): Promise<ContentSurvey | undefined> {
  const start = Buffer.alloc(2);
  const length = readFully(source, start, 0);
  for (const form of textFormsOf(start.subarray(0, length))) {
    const fences = createFenceChooser();
    let isOfForm = true;
    for (const { bytes } of contentPieces(source, form.brokenLength, () => buffer)) {
      const shown = form.toUtf8(bytes);
      isOfForm = shown !== undefined;
      if (shown === undefined) break;
      fences.add(shown);
      await nextTurn();
      signal.throwIfAborted();
    }
    if (isOfForm) return { form, fence: fences.fence() };
  }
  return undefined;
}
