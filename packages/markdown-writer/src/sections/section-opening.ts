import type { SectionEntry, SourceFile } from '@create-dump/core';
import { openingFence } from './opening-fence.js';
import { sectionHeading } from './section-heading.js';

export const ordinaryFence = '```';

/** An entry with the result of {@link sectionOpening}, if a thread with time to spare has computed it. */
export type PreparedEntry = SectionEntry & { readonly opening?: string };

/** The text before a file's content in the ordinary case: three backticks, no remark on how the content is shown. */
export function sectionOpening(file: SourceFile): string {
  return sectionHeading(file.path) + openingFence(file, ordinaryFence, { unstable: false });
}
