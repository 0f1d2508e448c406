import type { Arguments } from '@create-dump/command-line';
import type { Command } from '../command.js';
import type { World } from '../process/world.js';
import { type AppliedSettings, applySettings } from './apply-settings.js';
import { checkNeeds } from './check-needs.js';
import { settingsDirectory } from './settings-directory.js';
import { createSettingsFor, type SettingsFor } from './settings-for.js';

/**
 * Completes a parsed command line with settings from the environment and from files, where the command takes settings. Also returns
 * a function that does the same for each project of a batch.
 */
export async function completeArguments(
  { definition, takesSettings = false }: Pick<Command, 'definition' | 'takesSettings'>,
  given: Arguments,
  world: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): Promise<AppliedSettings & { readonly settingsFor: SettingsFor }> {
  const directory = settingsDirectory(given, world.cwd);
  const line = { definition, given, outerDirectory: directory };
  const settingsFor = createSettingsFor(line, world);
  if (!takesSettings) {
    return {
      argv: given,
      origins: new Map(),
      warnings: [],
      read: (reader) => reader(given),
      settingsFor,
    };
  }
  const applied = await applySettings({ definition, given, directory }, world);
  const idle = checkNeeds(definition, given, applied.argv);
  return { ...applied, warnings: [...applied.warnings, ...idle], settingsFor };
}
