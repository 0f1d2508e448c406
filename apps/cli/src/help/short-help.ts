import type { CommandDefinition } from '../command-definition.js';
import { argumentsTitle, commandReference, mostUsedGroups } from './command-reference.js';
import { type HelpBlocks, helpBlocks } from './help-blocks.js';
import type { HelpOptions } from './help-text.js';
import { commandList, usageLines } from './program-reference.js';

/** What `-h` shows, on one screen: usage and most used options of a command; without a command, also the commands. */
export function shortHelp(
  definition: CommandDefinition | undefined,
  { commands, columns }: HelpOptions,
): string {
  const format = helpBlocks(columns);
  const blocks =
    definition === undefined ? programBlocks(commands, format) : commandBlocks(definition, format);
  return blocks.join('\n\n');
}

function programBlocks(commands: readonly CommandDefinition[], format: HelpBlocks): string[] {
  const [single] = commands;
  return [
    usageLines,
    format.group(commandList(commands)),
    ...(single === undefined ? [] : mostUsedGroups(single).map(format.group)),
    format.paragraph(
      '"create-dump --help" shows all options, "create-dump COMMAND -h" one command.',
    ),
  ];
}

function commandBlocks(definition: CommandDefinition, format: HelpBlocks): string[] {
  const { usage, summary, groups } = commandReference(definition);
  return [
    `Usage: ${usage}`,
    format.paragraph(summary),
    ...groups.filter(({ title }) => title === argumentsTitle).map(format.group),
    ...mostUsedGroups(definition).map(format.group),
    format.paragraph(`"create-dump ${definition.name} --help" shows everything, with examples.`),
  ];
}
