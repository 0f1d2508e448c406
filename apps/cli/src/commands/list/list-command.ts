import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';

/** `create-dump ls <dump>` */
export const listCommand: Command = {
  definition: {
    command: 'ls <dump>',
    describe: 'List the files in a dump',
    builder: (yargs) =>
      yargs
        .positional('dump', {
          type: 'string',
          describe: 'The dump (.md, .md.gz, an archive, or - for standard input)',
        })
        .options({
          zero: { alias: 'z', type: 'boolean', describe: 'Names as they are, each ended by NUL' },
          ...outputOptions,
        }),
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
