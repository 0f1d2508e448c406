import { type CommandDefinition, readPositional, usage } from '@create-dump/command-line';
import type { Command } from '../../command.js';

// Not taken from the scripts themselves, which no other command needs.
const shells = ['bash', 'zsh', 'fish'] as const;

/** `create-dump completion bash|zsh|fish`; `commands` returns all commands, including this one. */
export function createCompletionCommand(commands: () => readonly CommandDefinition[]): Command {
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
          'For bash with bash-completion, after "mkdir -p ~/.local/share/bash-completion/completions". Without bash-completion, source the script in ~/.bashrc.',
        ],
        [
          'zsh > ~/.zfunc/_create-dump',
          'For zsh, after "mkdir -p ~/.zfunc", with ~/.zfunc in fpath before compinit.',
        ],
        [
          'fish > ~/.config/fish/completions/create-dump.fish',
          'For fish, after "mkdir -p ~/.config/fish/completions".',
        ],
      ],
    },
    toAction(argv) {
      const given = readPositional(argv, 'shell');
      const shell = shells.find((one) => one === given);
      if (shell === undefined) {
        throw usage(`There is no completion for "${given}", only for ${shells.join(', ')}.`);
      }
      return async (world) => {
        const { runCompletion } = await import('./run-completion.js');
        return runCompletion(shell, commands(), world);
      };
    },
  };
}
