import { flagOptions, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readSelectionArguments } from '@create-dump/commands';

/** `create-dump files [root]` */
export const filesCommand: Command = {
  definition: {
    name: 'files',
    describe: 'List the files that would be dumped',
    positionals: [
      { name: 'root', describe: 'Root directory', default: '.', completes: 'directory' },
    ],
    options: flagOptions('files', [
      ...flagSets.selection,
      'zero',
      ...flagSets.output,
      ...flagSets.source,
    ]),
    mostUsed: [
      'files',
      'include',
      'exclude',
      'max-size',
      'files-from',
      'git-ls-files',
      'ref',
      'zero',
      'json',
    ],
    examples: [
      ['-z | xargs -0 wc -l', 'Count the lines of each file.'],
      ['src --max-size 1MB', 'List the files below src of up to 1 MB.'],
    ],
  },
  takesSettings: true,
  toAction(argv, _settingsFor, origins) {
    const request = {
      selection: readSelectionArguments(argv, origins),
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
