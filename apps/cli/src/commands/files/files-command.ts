import type { Command } from '../../command.js';
import { readSwitch } from '../../arguments/argument-readers.js';
import { outputOptions } from '../output-options.js';
import { readSelectionArguments } from '../selection-arguments.js';
import { selectionOptions } from '../selection-options.js';

/** `create-dump files [root]` */
export const filesCommand: Command = {
  definition: {
    name: 'files',
    describe: 'List the files that would be dumped',
    positionals: [
      { name: 'root', describe: 'The directory', default: '.', completes: 'directory' },
    ],
    options: {
      ...selectionOptions,
      zero: {
        group: 'Output:',
        alias: 'z',
        type: 'boolean',
        describe: 'Names as they are, each ended by NUL, for xargs -0',
      },
      ...outputOptions,
    },
    examples: [
      ['-z | xargs -0 wc -l', 'Count their lines.'],
      ['src --max-size 1MB', 'Below src, none over 1 MB.'],
    ],
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
