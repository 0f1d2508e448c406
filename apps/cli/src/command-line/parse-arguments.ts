import type { CommandDefinition } from '../command.js';
import { type Arguments, standardStream, usage } from '../commands/argument-readers.js';
import { usageLine } from '../help/usage-line.js';

/**
 * What the words after a command's name give it: only what was given, by name; an alias under its option's name.
 * The words must have passed `checkWords`.
 * @throws {CreateDumpError} `USAGE` for a missing value, a missing argument, and one too many.
 */
export async function parseArguments(
  definition: CommandDefinition,
  words: readonly string[],
): Promise<Arguments> {
  const { default: yargs } = await import('yargs');
  const parser = yargs()
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    })
    .help(false)
    .version(false)
    .locale('en')
    .exitProcess(false)
    .fail(false);
  for (const [name, option] of Object.entries(definition.options)) {
    const { alias, type = 'string', array, nargs } = option;
    parser.option(name, {
      type,
      ...(alias && { alias }),
      ...(array && { array }),
      ...(nargs && { nargs }),
    });
  }
  const { _: free, $0: _name, ...given } = await parse(parser, words, definition);
  return { ...given, ...toPositionals(definition, free.map(String)) };
}

interface Parser {
  parseAsync(words: readonly string[]): Promise<{
    readonly [name: string]: unknown;
    readonly _: readonly (string | number)[];
    readonly $0: string;
  }>;
}

async function parse(parser: Parser, words: readonly string[], { options }: CommandDefinition) {
  try {
    return await parser.parseAsync(words.map((word) => (word === '-' ? standardStream : word)));
  } catch (error) {
    const { message } = error as Error;
    const name = /^Not enough arguments following: ([^,]+)/u.exec(message)?.[1];
    if (name === undefined) throw error;
    const [long, option] =
      Object.entries(options).find(([long, { alias }]) => name === long || name === alias) ?? [];
    const expected = option?.choices?.join(', ') ?? option?.value;
    throw usage(`--${long ?? name} needs a value${expected === undefined ? '' : `: ${expected}`}.`);
  }
}

/** The words that belong to no option, by the names of their places. The parser itself would leave out those after `--`. */
function toPositionals(definition: CommandDefinition, words: readonly string[]): Arguments {
  const { name: command, positionals = [] } = definition;
  const given: Record<string, string | readonly string[]> = {};
  let next = 0;
  for (const { name, describe, several, default: unless } of positionals) {
    const places = words.slice(next, several === true ? undefined : next + 1);
    const [first] = places;
    if (first === undefined && unless === undefined) {
      const place = `${command} needs <${name}>: ${describe}.`;
      throw usage(`${place} Usage: ${usageLine(definition)}.`);
    }
    if (first !== undefined) given[name] = several === true ? places : first;
    next += places.length;
  }
  if (next === words.length) return given;
  throw usage(`"${words[next]}" is one argument too many. Usage: ${usageLine(definition)}.`);
}
