import { findFlag, nearest, type Suggestion, suggestFlag } from '@create-dump/config';
import type { CreateDumpError } from '@create-dump/core';
import { usage } from '../arguments/argument-readers.js';
import type { CommandDefinition } from '../command-definition.js';
import type { ProgramDefinition } from '../program-definition.js';

/** The error for an option that a command doesn't have: which command has it, or what was probably meant. */
export function unknownOption(
  word: string,
  definition: CommandDefinition,
  program: ProgramDefinition,
): CreateDumpError {
  const { name, options } = definition;
  const flags = Object.keys(options).flatMap((option) => findFlag(option) ?? []);
  const suggestion = suggestFlag(word, flags);
  if (suggestion !== undefined && 'note' in suggestion) {
    return usage(`${word} is not an option of ${name}: ${suggestion.note}.`);
  }
  if (suggestion?.from === 'peer') {
    return usage(`${word} is not an option of ${name}. Did you mean ${toWords(suggestion)}?`);
  }
  const owners = program.commands.filter((command) => words(command).has(word));
  if (owners.length > 0) {
    const names = owners.map((owner) => owner.name).join(', ');
    return usage(`${word} is an option of ${names}, not of ${name}.`);
  }
  const meant = suggestion ? toWords(suggestion) : nearest(word, ['--help', '--version']);
  const help = `"${program.name} ${name} --help" lists the options.`;
  return usage(`Unknown option ${word}. ${meant === undefined ? help : `Did you mean ${meant}?`}`);
}

function toWords({ flag, value }: Exclude<Suggestion, { note: string }>): string {
  if (value === false) return `--no-${flag.flag}`;
  return value === undefined ? `--${flag.flag}` : `--${flag.flag} ${value}`;
}

/** All spellings of a command's options. */
function words({ options }: CommandDefinition): ReadonlySet<string> {
  const all = new Set<string>();
  for (const [name, { alias, type, negatable }] of Object.entries(options)) {
    all.add(`--${name}`);
    if (alias !== undefined) all.add(`-${alias}`);
    if (type === 'boolean' || negatable === true) all.add(`--no-${name}`);
  }
  return all;
}
