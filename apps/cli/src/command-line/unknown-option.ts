import type { CreateDumpError } from '@create-dump/core';
import type { CommandDefinition } from '../command-definition.js';
import { usage } from '../arguments/argument-readers.js';
import { findNearest } from './find-nearest.js';

/** The error for an option that a command doesn't have, with what may have been meant. */
export function unknownOption(
  word: string,
  definition: CommandDefinition,
  commands: readonly CommandDefinition[],
): CreateDumpError {
  const owners = commands.filter((command) => words(command).has(word));
  if (owners.length > 0) {
    const names = owners.map(({ name }) => name).join(', ');
    return usage(`${word} is an option of ${names}, not of ${definition.name}.`);
  }
  return usage(`Unknown option ${word}. ${hint(word, definition, commands)}`);
}

function hint(
  word: string,
  definition: CommandDefinition,
  commands: readonly CommandDefinition[],
): string {
  const own = findNearest(word, words(definition));
  if (own !== undefined) return `Did you mean ${own}?`;
  for (const command of commands) {
    const foreign = findNearest(word, words(command));
    if (foreign !== undefined) return `Did you mean ${foreign}, an option of ${command.name}?`;
  }
  return `"create-dump ${definition.name} --help" lists the options.`;
}

/** Every way to write an option. */
function words({ options }: CommandDefinition): ReadonlySet<string> {
  const all = new Set(['--help', '-h', '--version', '-V']);
  for (const [name, { alias, type, negatable }] of Object.entries(options)) {
    all.add(`--${name}`);
    if (alias !== undefined) all.add(`-${alias}`);
    if (type === 'boolean' || negatable === true) all.add(`--no-${name}`);
  }
  return all;
}
