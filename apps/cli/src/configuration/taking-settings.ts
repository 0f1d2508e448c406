import type { Command } from '../command.js';
import { configurationOptions } from './configuration-options.js';

/** The command with the options that say where its settings come from. Only such a command gets settings. */
export function takingSettings(command: Command): Command {
  const { definition } = command;
  const options = { ...definition.options, ...configurationOptions };
  return { ...command, definition: { ...definition, options } };
}
