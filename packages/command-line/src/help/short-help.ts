import type { CommandDefinition } from '../command-definition.js';
import type { ProgramDefinition } from '../program-definition.js';
import { argumentsTitle, commandReference, mostUsedGroups } from './command-reference.js';
import { type HelpBlocks, helpBlocks } from './help-blocks.js';
import type { HelpOptions } from './help-text.js';
import { commandList, usageLines } from './program-reference.js';

/** What `-h` shows, on one screen: usage and most used options of a command; without a command, also the commands. */
export function shortHelp(
  definition: CommandDefinition | undefined,
  { program, columns }: HelpOptions,
): string {
  const format = helpBlocks(columns);
  const blocks =
    definition === undefined
      ? programBlocks(program, format)
      : commandBlocks(program, definition, format);
  return blocks.join('\n\n');
}

function programBlocks(program: ProgramDefinition, format: HelpBlocks): string[] {
  const { name, commands } = program;
  const [first] = commands;
  return [
    usageLines(program),
    format.group(commandList(commands)),
    ...(first === undefined ? [] : mostUsedGroups(first).map(format.group)),
    format.paragraph(`"${name} --help" shows all options, "${name} COMMAND -h" one command.`),
  ];
}

function commandBlocks(
  program: ProgramDefinition,
  definition: CommandDefinition,
  format: HelpBlocks,
): string[] {
  const { usage, summary, groups } = commandReference(program, definition);
  return [
    `Usage: ${usage}`,
    format.paragraph(summary),
    ...groups.filter(({ title }) => title === argumentsTitle).map(format.group),
    ...mostUsedGroups(definition).map(format.group),
    format.paragraph(
      `"${program.name} ${definition.name} --help" shows everything, with examples.`,
    ),
  ];
}
