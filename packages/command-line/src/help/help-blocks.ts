import type { ReferenceEntry } from '../program-definition.js';
import type { ReferenceGroup } from './command-reference.js';
import { wrapText } from './wrap-text.js';

/** Formats parts of a help for a terminal of so many columns. */
export function helpBlocks(columns: number) {
  const width = Math.min(Math.max(columns, widths.least), widths.most);
  return {
    group: (one: ReferenceGroup) => group(one, width),
    examples: (entries: readonly ReferenceEntry[]) => exampleBlock(entries, width),
    paragraph: (text: string) => paragraph(text, width),
  };
}

export type HelpBlocks = ReturnType<typeof helpBlocks>;

/** Longer lines are hard to read, and shorter ones leave no room for descriptions. */
const widths = { least: 40, most: 110 } as const;
const indent = '  ';
/** Longer labels have their description on the next line. */
const widestLabel = 28;

function group({ title, entries }: ReferenceGroup, width: number): string {
  const longest = Math.max(...entries.map(({ label }) => label.length));
  const column = Math.min(longest, widestLabel);
  return [`${title}:`, ...entries.flatMap((entry) => entryLines(entry, column, width))].join('\n');
}

function entryLines({ label, text }: ReferenceEntry, column: number, width: number): string[] {
  const margin = ' '.repeat(indent.length + column + indent.length);
  const [first = '', ...rest] = wrapText(text, width - margin.length);
  const head = `${indent}${label.padEnd(column)}`;
  const lines = rest.map((line) => `${margin}${line}`);
  if (label.length > column) return [head, `${margin}${first}`, ...lines];
  return [`${head}${indent}${first}`, ...lines];
}

function exampleBlock(examples: readonly ReferenceEntry[], width: number): string {
  const lines = examples.flatMap(({ label, text }) => [
    `${indent}${label}`,
    ...wrapText(text, width - 3 * indent.length).map((line) => `${indent.repeat(3)}${line}`),
  ]);
  return lines.length === 0 ? '' : ['Examples:', ...lines].join('\n');
}

function paragraph(text: string, width: number): string {
  return wrapText(text, width).join('\n');
}
