import { hash } from 'node:crypto';
import { maxRedactions, type SecretSpan, type SourceFile } from '@create-dump/core';
import { fenceFor } from '../content/create-fence-chooser.js';
import type { ShownText } from '../content/show-as-text.js';
import { inOriginalForm } from '../secrets/in-original-form.js';
import { redactSpans } from '../secrets/redact-spans.js';
import { openingFence } from './opening-fence.js';
import { peculiarities } from './peculiarities.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { skippedSecret } from './skipped-secret.js';
import { writeSkipped } from './write-skipped.js';

export interface RedactedText {
  /** Undefined if the content isn't text. */
  readonly text: ShownText | undefined;
  /** At least one, in order, without overlaps. */
  readonly secrets: readonly SecretSpan[];
  readonly unstable: boolean;
}

/** Writes the section of a file whose content has secrets: redacted, or without the content. */
export function writeRedacted(
  buffer: SectionBuffer,
  file: SourceFile,
  { text, secrets, unstable }: RedactedText,
): undefined {
  if (text === undefined || secrets.length > maxRedactions) {
    return writeSkipped(buffer, skippedSecret(file, secrets[0]));
  }
  const { encoding } = text;
  const redacted = redactSpans(text.content, secrets);
  const { content } = redacted;
  const fence = fenceFor(content);
  if (fence === undefined) return writeSkipped(buffer, skippedSecret(file, secrets[0]));
  const original = inOriginalForm(redacted, encoding);
  const marks = { unstable, redacted: true, ...(encoding && { encoding }) };
  const opening = sectionHeading(file.path) + openingFence(file, fence, marks);
  const { offset, line, lineFeeds } = buffer.place(opening, content);
  const endsLine = content.length === 0 || content.at(-1) === 0x0a;
  buffer.append(`${endsLine ? '' : '\n'}${fence}\n\n`);
  buffer.record({
    path: file.path,
    mode: file.mode,
    shownSize: original.content.length,
    shownSha256: hash('sha256', original.content),
    offset,
    length: content.length,
    line,
    lines: endsLine ? lineFeeds : lineFeeds + 1,
    ...peculiarities(file, encoding, unstable),
    redacted: original.redactions,
  });
}
