import type { ContentEncoding, Redaction } from '@create-dump/core';
import { createFenceChooser } from '../content/create-fence-chooser.js';
import { base64LineBytes, brokenLineLength, encodeBase64 } from '../content/encode-base64.js';
import type { ContentSurvey } from '../content/survey-content.js';
import type { SecretStream } from '../secrets/create-secret-stream.js';
import { inOriginalForm } from '../secrets/in-original-form.js';
import { ordinaryFence } from './section-opening.js';

/** How a content stands in the dump. */
export interface Presentation {
  readonly fence: string;
  readonly encoding: ContentEncoding | undefined;
  /** What to show after the next piece; undefined if a content with this fence and encoding can't hold it. */
  readonly show: (bytes: Buffer, isLast: boolean) => ShownPiece | undefined;
  /** See `contentPieces`. */
  readonly tailLength: (bytes: Buffer) => number;
}

export interface ShownPiece {
  /** As it stands in the dump. */
  readonly content: Buffer;
  /** With the encoding undone: what was read, unless secrets are replaced in it. */
  readonly original: Buffer;
  /** Where, in `original`. */
  readonly redactions: readonly Redaction[];
}

const none: readonly Redaction[] = [];

/** @param secrets Replaces secrets in what is shown. Undefined if they stay. */
export function presentationFor(
  survey: ContentSurvey | undefined,
  secrets: SecretStream | undefined,
): Presentation {
  if (survey?.fence === undefined) return secrets === undefined ? base64 : guardedBase64(secrets);
  const { form, fence } = survey;
  const { encoding, toUtf8, brokenLength: tailLength } = form;
  const fences = createFenceChooser();
  return {
    fence,
    encoding,
    show(bytes, isLast) {
      const text = toUtf8(bytes);
      if (text === undefined) return undefined;
      const redacted = secrets?.add(text, isLast);
      const content = redacted?.content ?? text;
      fences.add(content);
      if (!fences.fits(fence)) return undefined;
      if (redacted === undefined) return { content, original: bytes, redactions: none };
      const { content: original, redactions } = inOriginalForm(redacted, encoding);
      return { content, original, redactions };
    },
    tailLength,
  };
}

const base64: Presentation = {
  fence: ordinaryFence,
  encoding: 'base64',
  show: (bytes) => ({ content: encodeBase64(bytes), original: bytes, redactions: none }),
  tailLength: brokenLineLength,
};

/** Base64 of a content in which the first reading found no secret. It ends before one that the second reading finds. */
function guardedBase64(secrets: SecretStream): Presentation {
  let rest: Buffer = Buffer.alloc(0);
  return {
    ...base64,
    show(bytes, isLast) {
      const searched = secrets.add(bytes, isLast);
      if (searched.redactions.length > 0) return undefined;
      const ready = Buffer.concat([rest, searched.content]);
      const end = isLast ? ready.length : ready.length - (ready.length % base64LineBytes);
      rest = ready.subarray(end);
      const original = ready.subarray(0, end);
      return { content: encodeBase64(original), original, redactions: none };
    },
  };
}
