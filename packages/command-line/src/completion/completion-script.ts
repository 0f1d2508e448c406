/*
 * Command definitions become a model of what can be completed (`completion-model`), and the model
 * becomes a script for bash, fish or zsh. Names of functions contain the program's, as a shell has many scripts.
 */
import type { ProgramDefinition } from '../program-definition.js';
import { bashScript } from './bash-script.js';
import { completionModel } from './completion-model.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export type CompletedShell = keyof typeof scripts;

/** The script that completes a program's commands, options and values in a shell, without running the program. */
export function completionScript(
  shell: CompletedShell,
  { name, commands }: Pick<ProgramDefinition, 'name' | 'commands'>,
): string {
  return scripts[shell](name, completionModel(commands));
}
