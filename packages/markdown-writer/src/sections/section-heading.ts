import { anchorOf } from '../markup/anchor-of.js';
import { codeSpan } from '../markup/code-span.js';

/** The beginning of a section: the target of the link in the table of contents, then the heading, which following the link shows. */
export function sectionHeading(path: string): string {
  return `<a id="${anchorOf(path)}"></a>\n\n## ${codeSpan(path)}\n\n`;
}
