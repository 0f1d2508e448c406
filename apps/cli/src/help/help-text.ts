import type { CommandDefinition } from '../command-definition.js';
import { type CommandReference, commandReference } from './command-reference.js';
import { type HelpBlocks, helpBlocks } from './help-blocks.js';
import {
  commandList,
  generalGroup,
  purpose,
  settingsNote,
  usageLines,
} from './program-reference.js';

export interface HelpOptions {
  readonly commands: readonly CommandDefinition[];
  /** Width of the terminal. */
  readonly columns: number;
}

/** The whole help of a command; without a command, of the program and its default command. */
export function helpText(
  definition: CommandDefinition | undefined,
  { commands, columns }: HelpOptions,
): string {
  const format = helpBlocks(columns);
  const blocks =
    definition === undefined
      ? programBlocks(commands, format)
      : commandBlocks(commandReference(definition), format);
  return blocks.filter((block) => block !== '').join('\n\n');
}

function programBlocks(commands: readonly CommandDefinition[], format: HelpBlocks): string[] {
  const [single] = commands;
  return [
    format.paragraph(`create-dump: ${purpose}`),
    usageLines,
    format.group(commandList(commands)),
    ...(single === undefined ? [] : tail(commandReference(single), format)),
    format.paragraph('"create-dump help COMMAND" has the options and examples of another command.'),
  ];
}

function commandBlocks(reference: CommandReference, format: HelpBlocks): string[] {
  return [
    `Usage: ${reference.usage}`,
    ...[reference.summary, ...reference.details].map(format.paragraph),
    ...tail(reference, format),
  ];
}

function tail(
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
