import { usage } from '../arguments/argument-readers.js';
import type { CommandDefinition } from '../command-definition.js';
import type { OptionDefinition } from '../option-definition.js';
import type { ProgramDefinition } from '../program-definition.js';
import { unknownOption } from './unknown-option.js';

/**
 * Checks the names of options as written, because the parser accepts unknown ones. A word that begins with `-` is an option
 * unless it is a number: other values can only begin with `-` when joined with `=`.
 * @throws {CreateDumpError} `USAGE` naming the word, with a suggestion.
 */
export function checkWords(
  definition: CommandDefinition,
  words: readonly string[],
  program: ProgramDefinition,
): void {
  for (const word of beforeEnd(words)) {
    const long = /^--(?<name>[^=]+)(?:=(?<value>.*))?$/su.exec(word)?.groups;
    const letters = /^-(?<letters>[^-=][^=]*)/su.exec(word)?.groups?.['letters'];
    if (long?.['name'] !== undefined) {
      const known = checkLong(definition, long['name'], long['value']);
      if (!known) throw unknownOption(`--${long['name']}`, definition, program);
    } else if (letters !== undefined && !isNumber(word)) {
      const letter = firstUnknownLetter(definition, letters);
      if (letter !== undefined) throw unknownOption(`-${letter}`, definition, program);
    }
  }
}

/** The words before `--`, which can be options. */
export function beforeEnd(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end === -1 ? words : words.slice(0, end);
}

function checkLong({ options }: CommandDefinition, name: string, value?: string): boolean {
  if (Object.hasOwn(options, name)) {
    const option = options[name];
    if (option?.type === 'boolean' && value !== undefined && !/^(?:true|false)$/u.test(value))
      throw usage(`--${name} takes no value, and "${value}" was given. Write --${name} alone.`);
    return true;
  }
  const positive = name.startsWith('no-') ? name.slice('no-'.length) : '';
  if (!Object.hasOwn(options, positive)) return false;
  if (!isNegatable(options[positive]))
    throw usage(`--${name}: --${positive} takes a value, it can't be turned off. Leave it out.`);
  return true;
}

function isNegatable(option: OptionDefinition | undefined): boolean {
  return option?.type === 'boolean' || option?.negatable === true;
}

/** Letters can be combined; those after a letter that takes a value are that value. */
function firstUnknownLetter({ options }: CommandDefinition, letters: string): string | undefined {
  for (const letter of letters) {
    const option = Object.values(options).find(({ alias }) => alias === letter);
    if (option === undefined) return letter;
    if (option.type !== 'boolean') return undefined;
  }
  return undefined;
}

/** A word such as `-1`, which isn't an option. */
export function isNumber(word: string): boolean {
  return /^-\d/u.test(word) && word !== '-0';
}
