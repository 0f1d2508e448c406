import type { CommandDefinition, PositionalDefinition } from '../command.js';
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
  const { positionals = [] } = definition;
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
    .fail(false)
    .command({
      command: ['$0', ...positionals.map(toYargs)].join(' '),
      builder: (builder) => {
        for (const { name, several = false } of positionals)
          builder.positional(name, { type: 'string', array: several });
        for (const [name, { alias, type = 'string', array, nargs }] of Object.entries(
          definition.options,
        ))
          builder.option(name, {
            type,
            ...(alias && { alias }),
            ...(array && { array }),
            ...(nargs && { nargs }),
          });
        return builder;
      },
      handler: () => {},
    });
  const { _: excess, $0: _name, ...given } = await parse(parser, words, definition);
  requirePositionals(definition, given);
  if (excess.length > 0) throw usage(excessMessage(definition, String(excess[0])));
  return given;
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

/** All are optional to the parser, so that a missing one can be named here. */
function toYargs({ name, several }: PositionalDefinition): string {
  return several === true ? `[${name}..]` : `[${name}]`;
}

function requirePositionals(definition: CommandDefinition, given: Arguments): void {
  const missing = definition.positionals?.find(({ name, default: unless }) => {
    const value = given[name];
    return unless === undefined && (value === undefined || [value].flat().length === 0);
  });
  if (missing === undefined) return;
  throw usage(
    `${definition.name} needs <${missing.name}>: ${missing.describe}. Usage: ${usageLine(definition)}.`,
  );
}

function excessMessage(definition: CommandDefinition, word: string): string {
  return `"${word}" is one argument too many. Usage: ${usageLine(definition)}.`;
}
