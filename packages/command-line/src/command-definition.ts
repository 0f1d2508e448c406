import type { OptionDefinitions } from './option-definition.js';

/** How a command is called. Parser, help, completion, manual and docs/cli.md are derived from it. */
export interface CommandDefinition {
  /** One or two words: `config show`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, for lists of commands. */
  readonly describe: string;
  /** Further paragraphs for help and manual. */
  readonly details?: readonly string[];
  readonly positionals?: readonly PositionalDefinition[];
  readonly options: OptionDefinitions;
  /** Positionals and options that may be an address in object storage, `s3://…`, besides a path. */
  readonly stores?: readonly string[];
  /** Options that `-h` shows, at most ten; undefined: all. */
  readonly mostUsed?: readonly string[];
  /** Arguments after the command's name, in shell syntax, and their purpose. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** Exit codes that mean something specific in this command. */
  readonly exitCodes?: Readonly<Record<number, string>>;
}

export interface PositionalDefinition {
  readonly name: string;
  readonly describe: string;
  /** The value if it isn't given; undefined: the argument is required. */
  readonly default?: string;
  /** The option that can be given instead. */
  readonly unless?: string;
  /** Takes one or more values. Only possible for the last positional. */
  readonly several?: boolean;
  readonly choices?: readonly string[];
  /** What shells complete in its place. */
  readonly completes?: 'file' | 'directory';
}
