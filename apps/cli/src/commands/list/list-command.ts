import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../../arguments/argument-readers.js';
import { outputOptions } from '../output-options.js';

/** `create-dump ls <dump>` */
export const listCommand: Command = {
  definition: {
    name: 'ls',
    describe: 'List the files in a dump',
    positionals: [
      {
        name: 'dump',
        describe: 'The dump: .md, .md.gz, an archive that holds it, or - for standard input',
        completes: 'file',
      },
    ],
    options: {
      zero: {
        group: 'Output:',
        alias: 'z',
        type: 'boolean',
        describe: 'Names as they are, each ended by NUL, for xargs -0',
      },
      ...outputOptions,
    },
    examples: [
      ['snapshot.md', 'The paths, one on each line.'],
      ['snapshot.md --verbose', 'With size, mode and digest.'],
    ],
  },
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
