import type { Command } from '../../command.js';
import { keepingOptions, keepingSwitches } from '../keeping-options.js';
import { outputOptions } from '../output-options.js';
import { selectionOptions } from '../selection-options.js';
import { readSingleArguments } from './single-arguments.js';
import { singleOptions } from './single-options.js';

/** `create-dump [single] [root]` */
export const singleCommand: Command = {
  definition: {
    command: ['single [root]', '$0'],
    describe: 'Dump one directory (the default command)',
    builder: (yargs) =>
      yargs
        .positional('root', {
          type: 'string',
          describe: 'The directory to dump',
          defaultDescription: '.',
        })
        .options({
          ...selectionOptions,
          ...singleOptions,
          ...keepingSwitches,
          ...keepingOptions,
          ...outputOptions,
        })
        .example('$0', 'dump the current directory into it')
        .example(
          '$0 src --dest ./dumps/my-snapshot.md',
          'to ./dumps/my-snapshot_all_code_dump_….md',
        )
        .example('$0 --files "src/*.py" --no-toc', 'only some files, without contents')
        .example('$0 --archive --keep-last 5', 'archive older dumps of it, keep five archives')
        .example('$0 --output - | less', 'to standard output'),
  },
  toAction(argv) {
    const request = readSingleArguments(argv);
    return async (world, observers) => {
      const { runSingle } = await import('./run-single.js');
      return runSingle(request, world, observers);
    };
  },
};
