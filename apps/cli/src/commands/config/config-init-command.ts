import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../../arguments/argument-readers.js';

/** `create-dump config init [dir]` */
export const configInitCommand: Command = {
  definition: {
    name: 'config init',
    describe: 'Write a create-dump.toml to begin with',
    details: [
      'Asks for the most important settings if it runs on a terminal, else takes what it would propose. An existing file is never overwritten.',
    ],
    positionals: [
      { name: 'dir', describe: 'Where the file goes', default: '.', completes: 'directory' },
    ],
    options: {
      yes: { group: 'The run:', alias: 'y', type: 'boolean', describe: 'Ask nothing' },
    },
    examples: [['--yes', 'With what is proposed.']],
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
      return runConfigInit(request, world);
    };
  },
};
