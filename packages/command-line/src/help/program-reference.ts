import type { CommandDefinition } from '../command-definition.js';
import type { ProgramDefinition } from '../program-definition.js';
import type { ReferenceGroup } from './command-reference.js';

export function usageLines({ name, commands: [first] }: ProgramDefinition): string {
  const places = (first?.positionals ?? []).map((one) => ` [${one.name}]`).join('');
  const named = first === undefined ? '' : ` [${first.name}]`;
  return `Usage: ${name}${named}${places} [options]\n       ${name} <command> [options]`;
}

export function commandList(commands: readonly CommandDefinition[]): ReferenceGroup {
  const list = commands.map(({ name, describe }) => ({ label: name, text: describe }));
  const help = { label: 'help', text: 'Show the help of a command' };
  return { title: 'Commands', entries: [...list, help] };
}

/** The options that every command has. */
export const generalGroup: ReferenceGroup = {
  title: 'General',
  entries: [
    { label: '-h', text: 'Show the most used options' },
    { label: '--help', text: 'Show all options' },
    { label: '-V, --version', text: 'Show the version' },
  ],
};
