import { anchorOf } from '../markup/anchor-of.js';
import { codeSpan } from '../markup/code-span.js';

/** The beginning of a section: the heading, the target of the link in the table of contents, an empty line. */
export function sectionHeading(path: string): string {
  return `## ${codeSpan(path)}\n<a id="${anchorOf(path)}"></a>\n\n`;
}
