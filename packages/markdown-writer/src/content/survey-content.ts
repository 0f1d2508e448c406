import { nextTurn, type OpenSource } from '@create-dump/core';
import { contentPieces } from './content-pieces.js';
import { createFenceChooser } from './create-fence-chooser.js';
import { readFully } from './read-fully.js';
import type { SecretStream } from '../secrets/create-secret-stream.js';
import { type TextForm, textFormsOf } from './text-form.js';

/** How a content can be shown as text. */
export interface ContentSurvey {
  readonly form: TextForm;
  /** Undefined if no fence can hold the content. */
  readonly fence: string | undefined;
  /** What was replaced in the content, if secrets are. */
  readonly secrets?: SecretStream | undefined;
}

export interface SurveyOptions {
  /** Memory for the pieces. */
  readonly buffer: Buffer;
  readonly signal: AbortSignal;
  /** Replaces secrets before the fence is chosen. Default: nothing is replaced. */
  readonly openSecrets?: (() => SecretStream) | undefined;
}

/**
 * Reads a content in pieces and finds out how it can be shown; undefined if it is binary. Keeps none of the
 * content: a section begins with facts about its end. The content is read once for each form that is tried, up to the
 * first piece that doesn't have the form.
 */
export async function surveyContent(
  source: OpenSource,
  { buffer, signal, openSecrets }: SurveyOptions,
): Promise<ContentSurvey | undefined> {
  const start = Buffer.alloc(2);
  const length = readFully(source, start, 0);
  for (const form of textFormsOf(start.subarray(0, length))) {
    const fences = createFenceChooser();
    const secrets = openSecrets?.();
    let isOfForm = true;
    for (const { bytes, isLast } of contentPieces(source, form.brokenLength, () => buffer)) {
      const shown = form.toUtf8(bytes);
      isOfForm = shown !== undefined;
      if (shown === undefined) break;
      fences.add(secrets?.add(shown, isLast).content ?? shown);
      await nextTurn();
      signal.throwIfAborted();
    }
    if (isOfForm) return { form, fence: fences.fence(), secrets };
  }
  return undefined;
}
