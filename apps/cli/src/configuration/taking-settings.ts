import type { Command } from '../command.js';
import { configurationOptions } from './configuration-options.js';

/** The command with settings for what isn't given, and the options that say where they come from. */
export function takingSettings(command: Command): Command {
  const { definition } = command;
  const options = { ...definition.options, ...configurationOptions };
  return { ...command, definition: { ...definition, options }, takesSettings: true };
}
