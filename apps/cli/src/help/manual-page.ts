import type { CommandDefinition } from '../command-definition.js';
import {
  type CommandReference,
  commandReference,
  exitCodeEntries,
  type ReferenceEntry,
} from './command-reference.js';
import { environmentEntries, fileEntries, generalGroup, purpose } from './program-reference.js';
import { type ShortenedReference, withoutRepetition } from './without-repetition.js';

/** `create-dump.1`, with the macros of man(7), for man-db and mandoc. */
export function manualPage(definitions: readonly CommandDefinition[]): string {
  const references = withoutRepetition(
    definitions.map((definition) => commandReference(definition)),
  );
  return [
    '.\\" Generated from the program by "pnpm docs:cli".',
    '.TH CREATE\\-DUMP 1 "" "create\\-dump" "User Commands"',
    '.SH NAME',
    `create\\-dump \\- ${text(purpose)}`,
    '.SH SYNOPSIS',
    ...references.map(({ usage }) => usage).flatMap(synopsis),
    '.SH DESCRIPTION',
    'The first word is the command. Without a command, a directory is dumped.',
    'Results go to standard output, everything else to standard error.',
    ...references.flatMap(commandSection),
    '.SH GENERAL OPTIONS',
    ...generalGroup.entries.flatMap(tagged),
    '.SH EXIT STATUS',
    ...exitCodeEntries().flatMap(tagged),
    '.SH ENVIRONMENT',
    ...environmentEntries.flatMap(tagged),
    '.SH FILES',
    ...fileEntries.flatMap(tagged),
    '.SH SEE ALSO',
    '.BR sha256sum (1),',
    '.BR git\\-check\\-ignore (1)',
    '',
  ].join('\n');
}

function synopsis(usage: string, index: number): string[] {
  const [program = '', ...rest] = usage.split(' ');
  const line = `\\fB${text(program)}\\fR ${text(rest.join(' '))}`;
  return index === 0 ? [line] : ['.br', line];
}

function commandSection(reference: ShortenedReference): string[] {
  const { name, usage, summary, details, groups, repeated, examples } = reference;
  return [
    `.SH ${quoted(`THE COMMAND ${name.toUpperCase()}`)}`,
    `\\fB${text(usage)}\\fR`,
    ...[summary, ...details].flatMap((one) => ['.PP', text(one)]),
    ...groups.flatMap(({ title, entries }) =>
      [`.SS ${quoted(`${title} (${name})`)}`].concat(entries.flatMap(tagged)),
    ),
    ...repeated.flatMap(({ titles, command }) => [
      '.PP',
      text(`The options under ${titles.join(', ')} are those of the command ${command}.`),
    ]),
    ...(examples.length > 0 ? [`.SS ${quoted(`Examples (${name})`)}`] : []),
    ...examples.flatMap(example),
    ...ownExitCodes(reference),
  ];
}

function example({ label, text: purposeOfIt }: ReferenceEntry): string[] {
  return ['.TP', `\\fB${text(label)}\\fR`, text(purposeOfIt)];
}

function ownExitCodes({ name, exitCodes }: CommandReference): string[] {
  const common = new Map(exitCodeEntries().map((entry) => [entry.label, entry.text]));
  const own = exitCodes.filter((entry) => common.get(entry.label) !== entry.text);
  return own.length === 0 ? [] : [`.SS ${quoted(`Exit status (${name})`)}`, ...own.flatMap(tagged)];
}

function tagged({ label, text: description }: ReferenceEntry): string[] {
  return ['.TP', `\\fB${text(label)}\\fR`, text(description)];
}

function quoted(title: string): string {
  return `"${text(title).replaceAll('"', '\\(dq')}"`;
}

/** Escapes roff syntax. A line that begins with a dot or a quote is a request. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '...')
    .replace(/^(?=[.'])/u, '\\&');
}
