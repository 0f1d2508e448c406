import type { Arguments, CommandDefinition } from '@create-dump/command-line';
import type { World } from '../process/world.js';
import { type AppliedSettings, applySettings } from './apply-settings.js';

/**
 * Applies the settings of one project of a batch, given its absolute directory: flags > environment > the project's own file > the
 * batch's file > the user file. Rejects with `CONFIG_INVALID` if the project's file is invalid, which fails the project and not
 * the batch.
 */
export type SettingsFor = (directory: string) => Promise<AppliedSettings>;

/** Binds {@link SettingsFor} to a command line; `outerDirectory` is the batch's root, absolute. */
export function createSettingsFor(
  line: {
    readonly definition: CommandDefinition;
    readonly given: Arguments;
    readonly outerDirectory: string;
  },
  world: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): SettingsFor {
  return (directory) => applySettings({ ...line, directory }, world);
}
