import type { CommandDefinition, PositionalDefinition } from '../command-definition.js';
import type { OptionDefinition } from '../option-definition.js';

/** The candidates for a position: words, files, directories, or none. */
export type Completion =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'directory' | 'none' };

export interface CompletedOption {
  /** All spellings, with dashes. */
  readonly words: readonly string[];
  readonly describe: string;
  /** Undefined if it takes no value. */
  readonly value: Completion | undefined;
  /** Whether it can be repeated or takes several values. */
  readonly isRepeatable: boolean;
}

export interface CompletedCommand {
  /** One word, or two. */
  readonly name: string;
  readonly describe: string;
  readonly options: readonly CompletedOption[];
  /** By position. The last one may apply to all that follow. */
  readonly positionals: readonly (Completion & { readonly several: boolean })[];
}

/** The commands as shells complete them. Aliases are commands of their own; the first command is the default. */
export function completionModel(definitions: readonly CommandDefinition[]): CompletedCommand[] {
  const commands = definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => toCommand(definition, name)),
  );
  return [...commands, helpCommand(commands.map(({ name }) => name))];
}

function toCommand(definition: CommandDefinition, name: string): CompletedCommand {
  const { describe, options, positionals = [] } = definition;
  const own = Object.entries(options).flatMap(([long, option]) => toOptions(long, option));
  return {
    name,
    describe,
    options: [...own, ...generalOptions],
    positionals: positionals.map((positional) =>
      Object.assign(positionalCompletion(positional), { several: positional.several ?? false }),
    ),
  };
}

const generalOptions: readonly CompletedOption[] = [
  {
    words: ['--help', '-h'],
    describe: 'Show help, with -h for the most used options',
    value: undefined,
    isRepeatable: false,
  },
  {
    words: ['--version', '-V'],
    describe: 'Show the version',
    value: undefined,
    isRepeatable: false,
  },
];

function helpCommand(names: readonly string[]): CompletedCommand {
  const words = [...new Set(names.map((name) => name.replace(/ .*/u, '')))];
  return {
    name: 'help',
    describe: 'Show the help of a command',
    options: [],
    positionals: [{ kind: 'words', words, several: false }],
  };
}

/** An option, followed by its negation if it has one. */
function toOptions(name: string, option: OptionDefinition): CompletedOption[] {
  const { alias, type, describe, array = false } = option;
  const short = alias === undefined ? [] : [`-${alias}`];
  const value = type === 'boolean' ? undefined : valueCompletion(option);
  const on = { words: [`--${name}`, ...short], describe, value, isRepeatable: array };
  const isOn = option.default === true || option.negatable === true;
  if (!isOn) return [on];
  return [on, { words: [`--no-${name}`], describe, value: undefined, isRepeatable: false }];
}

function valueCompletion({ choices, value = '' }: OptionDefinition): Completion {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (/\b(?:FILE|GLOB)\b/u.test(value)) return { kind: 'file' };
  return { kind: /\bDIR\b/u.test(value) ? 'directory' : 'none' };
}

function positionalCompletion({ choices, completes }: PositionalDefinition): Completion {
  if (choices !== undefined) return { kind: 'words', words: choices };
  return { kind: completes ?? 'none' };
}
