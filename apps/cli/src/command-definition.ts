import type { OptionDefinitions } from './option-definition.js';

/** How a command is called: parser, help, completion, manual and docs/cli.md are made from it. */
export interface CommandDefinition {
  /** One word, or two: `config show`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, for lists of commands. */
  readonly describe: string;
  /** What a manual says beyond it, by paragraphs. */
  readonly details?: readonly string[];
  readonly positionals?: readonly PositionalDefinition[];
  readonly options: OptionDefinitions;
  /** Arguments after the program's name, as a shell reads them, and what they do. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** Where this command means something of its own by an exit code. */
  readonly exitCodes?: Readonly<Record<number, string>>;
}

export interface PositionalDefinition {
  readonly name: string;
  readonly describe: string;
  /** What is taken without it; undefined: it must be there. */
  readonly default?: string;
  /** Takes one or more: the last one only. */
  readonly several?: boolean;
  readonly choices?: readonly string[];
  /** What is completed in its place. */
  readonly completes?: 'file' | 'directory';
}
