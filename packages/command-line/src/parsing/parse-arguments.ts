import parser from 'yargs-parser';
import { type Arguments, standardStream, usage } from '../arguments/argument-readers.js';
import type { CommandDefinition } from '../command-definition.js';
import { beforeEnd, isNumber } from './check-words.js';
import { usageLine } from '../help/usage-line.js';
import type { OptionDefinition, OptionDefinitions } from '../option-definition.js';
import type { ProgramDefinition } from '../program-definition.js';

/**
 * Parses the words after a command's name into the arguments that were given, by name; aliases appear under their option's name.
 * The words must have passed `checkWords`.
 * @throws {CreateDumpError} `USAGE` for a missing value, a missing argument, or one too many.
 */
export function parseArguments(
  definition: CommandDefinition,
  words: readonly string[],
  { name: program }: Pick<ProgramDefinition, 'name'>,
): Arguments {
  const { options } = definition;
  const { argv, error } = parser.detailed(toParserWords(options, words), toParserOptions(options));
  if (error !== null) throw toUsage(error, options);
  const { _: free, ...given } = argv;
  return { ...given, ...toPositionals(definition, free.map(String), { options: given, program }) };
}

/** The words with a value that is joined to a letter, as in `-qx*.md`, as a word of its own: the parser would read it as letters. */
function toParserWords(options: OptionDefinitions, words: readonly string[]): string[] {
  const end = beforeEnd(words).length;
  return words.flatMap((word, at) => {
    if (word === '-') return [standardStream];
    return at < end ? separateValue(options, word) : [word];
  });
}

function separateValue(options: OptionDefinitions, word: string): string[] {
  if (!/^-[^-]/u.test(word) || isNumber(word)) return [word];
  for (let at = 1; at < word.length - 1; at++) {
    const [name] =
      Object.entries(options).find(
        ([, { alias, type }]) => alias === word[at] && type === 'string',
      ) ?? [];
    if (name === undefined) continue;
    const value = `--${name}=${word.slice(at + 1).replace(/^=/u, '')}`;
    return at === 1 ? [value] : [word.slice(0, at), value];
  }
  return [word];
}

function toParserOptions(options: OptionDefinitions): parser.Options {
  const names = (isMeant: (option: OptionDefinition) => boolean) =>
    Object.keys(options).filter((name) => options[name] !== undefined && isMeant(options[name]));
  const values = <T>(valueOf: (option: OptionDefinition) => T | undefined) =>
    Object.fromEntries(
      Object.entries(options).flatMap(([name, option]) => {
        const value = valueOf(option);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  return {
    alias: values(({ alias }) => alias),
    array: names(({ array = false }) => array),
    boolean: names(({ type }) => type === 'boolean'),
    narg: values(({ nargs }) => nargs),
    string: names(({ type }) => type === 'string'),
    configuration: {
      'camel-case-expansion': false,
      'dot-notation': false,
      // One value for each occurrence: an option must never take the positional after its value.
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    },
  };
}

function toUsage(error: Error, options: OptionDefinitions): Error {
  const name = /^Not enough arguments following: ([^,]+)/u.exec(error.message)?.[1];
  if (name === undefined) return error;
  const [long, option] =
    Object.entries(options).find(([long, { alias }]) => name === long || name === alias) ?? [];
  const expected = option?.choices?.join(', ') ?? option?.value;
  return usage(`--${long ?? name} needs a value${expected === undefined ? '' : `: ${expected}`}.`);
}

/** Names the words that belong to no option. Not left to the parser, which would drop words after `--`. */
function toPositionals(
  definition: CommandDefinition,
  words: readonly string[],
  { options, program }: { readonly options: Arguments; readonly program: string },
): Arguments {
  const { name: command, positionals = [] } = definition;
  const given: Record<string, string | readonly string[]> = {};
  let next = 0;
  for (const { name, describe, several, unless = name, default: fallback } of positionals) {
    const places = words.slice(next, several === true ? undefined : next + 1);
    const [first] = places;
    if (first === undefined && fallback === undefined && options[unless] === undefined) {
      const place = `${command} needs <${name}>: ${describe}.`;
      throw usage(`${place} Usage: ${usageLine(program, definition)}.`);
    }
    const rival = [name, unless].find((one) => options[one] !== undefined);
    if (first !== undefined && rival !== undefined)
      throw usage(`"${first}" and --${rival} both give the ${name}: give only one of them.`);
    if (first !== undefined) given[name] = several === true ? places : first;
    next += places.length;
  }
  if (next === words.length) return given;
  const repeated = repeatedHint(definition, options);
  throw usage(
    `"${words[next]}" is one argument too many.${repeated} Usage: ${usageLine(program, definition)}.`,
  );
}

/** Other tools let a repeatable option take several words; empty if none is given. */
function repeatedHint({ options }: CommandDefinition, given: Arguments): string {
  const name = Object.keys(given).find((one) => options[one]?.array === true);
  return name === undefined ? '' : ` An option takes one value each time: --${name} A --${name} B.`;
}
