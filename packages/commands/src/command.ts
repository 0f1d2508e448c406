import type { Arguments, CommandDefinition } from '@create-dump/command-line';
import type { Observers } from '@create-dump/observing';
import type { SettingOrigins } from './configuration/apply-settings.js';
import type { SettingsFor } from './configuration/settings-for.js';
import type { World } from './process/world.js';

/** The work of a command. Reports events to the observers, and returns the exit code. */
export type Action<W extends World = World> = (world: W, observers: Observers) => Promise<number>;

/**
 * A command: its definition, and the function that turns its arguments into work without doing anything yet. `W` is what it takes
 * from its process.
 */
export interface Command<W extends World = World> {
  readonly definition: CommandDefinition;
  /** @throws {CreateDumpError} `USAGE` naming the invalid argument. */
  readonly toAction: (
    argv: Arguments,
    settingsFor: SettingsFor,
    origins: SettingOrigins,
  ) => Action<W>;
  /** Whether settings from files and the environment supply options that weren't given. */
  readonly takesSettings?: boolean;
}
