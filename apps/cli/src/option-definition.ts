/**
 * One option of a command: what the parser needs, and what people are told in help, completion, manual and docs/cli.md.
 * A default is only told: readers apply it, so that what was given can be told from what wasn't.
 */
export interface OptionDefinition {
  /** The heading of the help under which it stands. */
  readonly group?: string;
  /** A single letter or digit. */
  readonly alias?: string;
  /** Without it: a text. */
  readonly type?: 'boolean' | 'string';
  /** Takes one value or more: all words up to the next option. */
  readonly array?: boolean;
  /** 1: takes exactly one value. A text without it may come without a value. */
  readonly nargs?: 1;
  readonly choices?: readonly string[];
  readonly describe: string;
  /** The value without the option; a switch that is on has `--no-` as well. */
  readonly default?: string | boolean;
  /** The same in words, where it isn't one value. */
  readonly defaultDescription?: string;
  /** Has `--no-` as well, though it isn't a switch that is on. */
  readonly negatable?: boolean;
  /** Stands in the usage line; the command's reader refuses to do without it. */
  readonly required?: boolean;
  /** What stands for its value in help: FILE and DIR are completed with names of files and directories. */
  readonly value?: string;
}

/** By name, in the order of the help. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;
