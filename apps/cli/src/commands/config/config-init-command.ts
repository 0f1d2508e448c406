import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';

/** `create-dump config init [dir]` */
export const configInitCommand: Command = {
  definition: {
    name: 'config init',
    describe: 'Write an initial create-dump.toml',
    details: [
      'On a terminal, asks for the most important settings; elsewhere, uses the proposed answers. An existing file is never overwritten.',
      'Outside git, where no .gitignore names them, the file offers the usual excludes as a comment: node_modules, .venv, __pycache__, target, dist and others.',
    ],
    positionals: [
      { name: 'dir', describe: 'Directory for the file', default: '.', completes: 'directory' },
    ],
    options: flagOptions('config init', ['yes']),
    examples: [['--yes', 'Use the proposed answers.']],
  },
  toAction(argv) {
    const request = {
      directory: argv['dir'] === undefined ? '.' : readPositional(argv, 'dir'),
      yes: readSwitch(argv, 'yes', false),
    };
    return async (world, observers) => {
      // A question is on the terminal, where progress would be drawn.
      observers.settle();
      const { runConfigInit } = await import('./run-config-init.js');
      return runConfigInit(request, world, observers);
    };
  },
};
