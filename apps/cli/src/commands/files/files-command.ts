import type { Command } from '../../command.js';
import { readSwitch } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';
import { readSelectionArguments } from '../selection-arguments.js';
import { selectionOptions } from '../selection-options.js';

/** `create-dump files [root]` */
export const filesCommand: Command = {
  definition: {
    command: 'files [root]',
    describe: 'List the files that would be dumped',
    builder: (yargs) =>
      yargs
        .positional('root', { type: 'string', describe: 'The directory', defaultDescription: '.' })
        .options({
          ...selectionOptions,
          zero: { alias: 'z', type: 'boolean', describe: 'Names as they are, each ended by NUL' },
          ...outputOptions,
        })
        .example('$0 files -z | xargs -0 wc', ''),
  },
  toAction(argv) {
    const request = {
      selection: readSelectionArguments(argv),
      zero: readSwitch(argv, 'zero', false),
      json: readSwitch(argv, 'json', false),
      quiet: readSwitch(argv, 'quiet', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runFiles } = await import('./run-files.js');
      return runFiles(request, world, observers);
    };
  },
};
