import { anchorOf } from '../markup/anchor-of.js';
import { codeSpan } from '../markup/code-span.js';

/** What a section begins with: the heading, the target of the contents' link, an empty line. */
export function sectionHeading(path: string): string {
  return `## ${codeSpan(path)}\n<a id="${anchorOf(path)}"></a>\n\n`;
}
