import type { CommandDefinition } from '../command-definition.js';
import {
  type CommandReference,
  commandReference,
  type ReferenceEntry,
  type ReferenceGroup,
} from './command-reference.js';
import { generalGroup, purpose, settingsNote } from './program-reference.js';
import { wrapText } from './wrap-text.js';

export interface HelpOptions {
  readonly commands: readonly CommandDefinition[];
  /** Width of the terminal. */
  readonly columns: number;
}

/** Longer lines are hard to read, and shorter ones leave no room for descriptions. */
const widths = { least: 40, most: 110 } as const;
const indent = '  ';
/** Longer labels have their description on the next line. */
const widestLabel = 28;

/** The help of a command; without a command, of the program and its default command. */
export function helpText(
  definition: CommandDefinition | undefined,
  { commands, columns }: HelpOptions,
): string {
  const width = Math.min(Math.max(columns, widths.least), widths.most);
  const blocks =
    definition === undefined
      ? programBlocks(commands, width)
      : commandBlocks(commandReference(definition), width);
  return blocks.filter((block) => block !== '').join('\n\n');
}

function programBlocks(commands: readonly CommandDefinition[], width: number): string[] {
  const [first] = commands;
  const single = first === undefined ? undefined : commandReference(first);
  const list = commands.map(({ name, describe }) => ({ label: name, text: describe }));
  const help = { label: 'help', text: 'Show the help of a command' };
  return [
    paragraph(`create-dump: ${purpose}`, width),
    'Usage: create-dump [single] [root] [options]\n       create-dump <command> [options]',
    group({ title: 'Commands', entries: [...list, help] }, width),
    ...(single === undefined ? [] : tail(single, width)),
    paragraph('"create-dump help COMMAND" has the options and examples of another command.', width),
  ];
}

function commandBlocks(reference: CommandReference, width: number): string[] {
  return [
    `Usage: ${reference.usage}`,
    ...[reference.summary, ...reference.details].map((text) => paragraph(text, width)),
    ...tail(reference, width),
  ];
}

function tail(
  { groups, examples, exitCodes, takesSettings }: CommandReference,
  width: number,
): string[] {
  return [
    ...[...groups, generalGroup].map((one) => group(one, width)),
    exampleBlock(examples, width),
    group({ title: 'Exit codes', entries: exitCodes }, width),
    ...(takesSettings ? [paragraph(settingsNote, width)] : []),
  ];
}

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
