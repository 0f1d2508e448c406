import type { CommandDefinition } from '../command-definition.js';
import type { ProgramDefinition } from '../program-definition.js';
import { type CommandReference, commandReference } from './command-reference.js';
import { type HelpBlocks, helpBlocks } from './help-blocks.js';
import { commandList, generalGroup, usageLines } from './program-reference.js';

export interface HelpOptions {
  readonly program: ProgramDefinition;
  /** Width of the terminal. */
  readonly columns: number;
}

/** The whole help of a command; without a command, of the program and its default command. */
export function helpText(
  definition: CommandDefinition | undefined,
  { program, columns }: HelpOptions,
): string {
  const format = helpBlocks(columns);
  const blocks =
    definition === undefined
      ? programBlocks(program, format)
      : commandBlocks(program, commandReference(program, definition), format);
  return blocks.filter((block) => block !== '').join('\n\n');
}

function programBlocks(program: ProgramDefinition, format: HelpBlocks): string[] {
  const { name, purpose, commands } = program;
  const [first] = commands;
  return [
    format.paragraph(`${name}: ${purpose}`),
    usageLines(program),
    format.group(commandList(commands)),
    ...(first === undefined ? [] : tail(program, commandReference(program, first), format)),
    format.paragraph(`"${name} help COMMAND" has the options and examples of another command.`),
  ];
}

function commandBlocks(
  program: ProgramDefinition,
  reference: CommandReference,
  format: HelpBlocks,
): string[] {
  return [
    `Usage: ${reference.usage}`,
    ...[reference.summary, ...reference.details].map(format.paragraph),
    ...tail(program, reference, format),
  ];
}

function tail(
  { settingsNote }: ProgramDefinition,
  { groups, examples, exitCodes, takesSettings }: CommandReference,
  format: HelpBlocks,
): string[] {
  return [
    ...[...groups, generalGroup].map(format.group),
    format.examples(examples),
    format.group({ title: 'Exit codes', entries: exitCodes }),
    ...(takesSettings ? [format.paragraph(settingsNote)] : []),
  ];
}
