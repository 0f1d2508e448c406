import type { SectionEntry, SourceFile } from '@create-dump/core';
import { openingFence } from './opening-fence.js';
import { sectionHeading } from './section-heading.js';

export const ordinaryFence = '```';

/** An entry for which {@link sectionOpening} was called ahead, as by a thread that has the time. */
export type PreparedEntry = SectionEntry & { readonly opening?: string };

/** What stands before a file's content in the ordinary case: three backticks, no remark on the content. */
export function sectionOpening(file: SourceFile): string {
  return sectionHeading(file.path) + openingFence(file, ordinaryFence, { unstable: false });
}
