import { readPositional, usage } from '../../arguments/argument-readers.js';
import type { CommandDefinition } from '../../command-definition.js';
import type { Command } from '../../command.js';
import { writeAll } from '../../printing/write-all.js';
import { exitCodes } from '../../process/exit-code.js';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `create-dump completion bash|zsh|fish`; `definitions` returns all commands, including this one. */
export function createCompletionCommand(definitions: () => readonly CommandDefinition[]): Command {
  return {
    definition: {
      name: 'completion',
      describe: 'Print a completion script for bash, zsh or fish',
      details: [
        'The script completes commands, options, values, and names of files and directories. It does not run create-dump, so print it again after an update.',
      ],
      positionals: [{ name: 'shell', choices: shells, describe: 'Shell' }],
      options: {},
      examples: [
        [
          'bash > ~/.local/share/bash-completion/completions/create-dump',
          'For bash with bash-completion; without it, source the script in ~/.bashrc.',
        ],
        ['zsh > ~/.zfunc/_create-dump', 'For zsh, with ~/.zfunc in fpath before compinit.'],
        ['fish > ~/.config/fish/completions/create-dump.fish', 'For fish.'],
      ],
    },
    toAction(argv) {
      const given = readPositional(argv, 'shell');
      const shell = shells.find((one) => one === given);
      if (shell === undefined) {
        throw usage(`There is no completion for "${given}", only for ${shells.join(', ')}.`);
      }
      return async (world) => {
        const { completionScript } = await import('./completion-script.js');
        await writeAll(world.stdout, completionScript(shell, definitions()));
        return exitCodes.done;
      };
    },
  };
}
