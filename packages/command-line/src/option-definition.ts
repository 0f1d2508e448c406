/**
 * One option of a command, as the parser needs it and as help, completion, manual and docs/cli.md describe it. The default is
 * only described: argument readers apply it, so that given values can be told apart from missing ones.
 */
export interface OptionDefinition {
  /** The heading in the help. */
  readonly group: string;
  /** A single letter or digit. */
  readonly alias?: string;
  readonly type: 'boolean' | 'string';
  /** Can be repeated: each occurrence takes one value, and the values are collected. */
  readonly array?: boolean;
  /** 1: takes exactly one value. Without it, a text can be given without a value. */
  readonly nargs?: 1;
  readonly choices?: readonly string[];
  readonly describe: string;
  /** The value without the option; a switch that is on also has `--no-`. */
  readonly default?: string | true;
  /** A default that isn't one value, in words. */
  readonly defaultDescription?: string;
  /** Also has `--no-`, although it isn't a switch that is on. */
  readonly negatable?: boolean;
  /** Shown in the usage line; the command's reader requires it. */
  readonly required?: boolean;
  /** Placeholder for the value in help: FILE and DIR are completed with names of files and directories. */
  readonly value?: string;
  /** The key that sets it in a file; undefined if only the command line can. */
  readonly setting?: string;
}

/** By name, in the order of the help. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;
