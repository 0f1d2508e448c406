import type { ProgramDefinition, ReferenceEntry } from '../program-definition.js';
import { commandReference, ownExitCodes } from './command-reference.js';
import { generalGroup } from './program-reference.js';
import { type ShortenedReference, withoutRepetition } from './without-repetition.js';

/** The manual page of section 1, with the macros of man(7), for man-db and mandoc. */
export function manualPage(program: ProgramDefinition): string {
  const { name, purpose, commands, exitCodes, environment, files } = program;
  const references = withoutRepetition(
    commands.map((definition) => commandReference(program, definition)),
  );
  return [
    '.\\" Generated from the program by "pnpm docs:cli".',
    `.TH ${text(name.toUpperCase())} 1 "" "${text(name)}" "User Commands"`,
    '.SH NAME',
    `${text(name)} \\- ${text(purpose)}`,
    '.SH SYNOPSIS',
    ...references.map(({ usage }) => usage).flatMap(synopsis),
    '.SH DESCRIPTION',
    'The first word is the command. Without a command, a directory is dumped.',
    'Results go to standard output, everything else to standard error.',
    ...references.flatMap((reference) => commandSection(program, reference)),
    '.SH GENERAL OPTIONS',
    ...generalGroup.entries.flatMap(tagged),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(tagged),
    '.SH ENVIRONMENT',
    ...environment.flatMap(tagged),
    '.SH FILES',
    ...files.flatMap(tagged),
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

function commandSection(program: ProgramDefinition, reference: ShortenedReference): string[] {
  const { name, usage, summary, details, groups, repeated, examples } = reference;
  const own = ownExitCodes(program, reference);
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
    ...(own.length > 0 ? [`.SS ${quoted(`Exit status (${name})`)}`] : []),
    ...own.flatMap(tagged),
  ];
}

function example({ label, text: purposeOfIt }: ReferenceEntry): string[] {
  return ['.TP', `\\fB${text(label)}\\fR`, text(purposeOfIt)];
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
