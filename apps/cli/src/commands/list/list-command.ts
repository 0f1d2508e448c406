import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets } from '../flag-sets.js';

/** `create-dump ls <dump>` */
export const listCommand: Command = {
  definition: {
    name: 'ls',
    describe: 'List the files in a dump',
    positionals: [
      {
        name: 'dump',
        describe: 'Dump (.md, .md.gz, - for standard input) or an archive that holds it',
        completes: 'file',
      },
    ],
    options: flagOptions('ls', ['zero', ...flagSets.output, ...flagSets.source]),
    mostUsed: ['zero', 'json', 'verbose'],
    examples: [
      ['snapshot.md', 'List the paths, one per line.'],
      ['snapshot.md --verbose', 'Also print size, mode and digest.'],
    ],
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      dump: readPositional(argv, 'dump'),
      zero: readSwitch(argv, 'zero', false),
      json: readSwitch(argv, 'json', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world) => {
      const { runList } = await import('./run-list.js');
      return runList(request, world);
    };
  },
};
