/*
 * `create-dump completion`: command definitions become a model of what can be completed (`completion-model`), and the model
 * becomes a script for bash, fish or zsh. Pure functions; the command prints the script.
 */
import type { CommandDefinition } from '../../command-definition.js';
import { bashScript } from './bash-script.js';
import { completionModel } from './completion-model.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** The completion script of a shell for these commands. */
export function completionScript(
  shell: keyof typeof scripts,
  definitions: readonly CommandDefinition[],
): string {
  return scripts[shell](completionModel(definitions));
}
