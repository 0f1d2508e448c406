import type { SkippedFile } from '@create-dump/core';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { skipSentence } from './skip-sentence.js';

/** Writes the section of a file whose content isn't shown. */
export function writeSkipped(buffer: SectionBuffer, file: SkippedFile): undefined {
  buffer.append(`${sectionHeading(file.path)}${skipSentence(file)}\n\n`);
  buffer.record(file);
}
