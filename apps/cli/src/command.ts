import type { Arguments } from './arguments/argument-readers.js';
import type { CommandDefinition } from './command-definition.js';
import type { SettingsFor } from './configuration/settings-for.js';
import type { Observers } from './observing/open-observers.js';
import type { World } from './process/world.js';

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
