import type { Arguments } from './commands/argument-readers.js';
import type { SettingsFor } from './configuration/settings-for.js';
import type { Observers } from './observing/open-observers.js';
import type { OptionDefinitions } from './option-definition.js';
import type { World } from './world.js';

/** A command's work: returns the exit code. What happens on the way is told to the observers. */
export type Action = (world: World, observers: Observers) => Promise<number>;

/** One command: how it is called, and what reads its arguments into work. Parsing does nothing else. */
export interface Command {
  readonly definition: CommandDefinition;
  /** Throws `USAGE` naming the argument that is wrong. */
  readonly toAction: (argv: Arguments, settingsFor: SettingsFor) => Action;
  /** Whether files and the environment fill in options that weren't given. */
  readonly takesSettings?: boolean;
}

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
