import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readStoreArguments } from '@create-dump/commands';
import { dumpOrSelector, readSelectorScope } from '../selector-arguments.js';

/** `create-dump ls <dump>` */
export const listCommand: Command = {
  definition: {
    name: 'ls',
    describe: 'List the files in a dump',
    positionals: [
      {
        name: 'dump',
        describe: dumpOrSelector,
        completes: 'file',
      },
    ],
    options: flagOptions('ls', [
      ...flagSets.selector,
      ...flagSets.store,
      'zero',
      ...flagSets.output,
      ...flagSets.source,
    ]),
    stores: ['dump', 'dir'],
    mostUsed: ['dir', 'zero', 'json', 'verbose'],
    examples: [
      ['snapshot.md', 'List the paths, one per line.'],
      ['snapshot.md --verbose', 'Also print size, mode and digest.'],
      ['latest~1 --dir dumps', 'List the files of the snapshot before the newest one in dumps.'],
    ],
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      dump: readPositional(argv, 'dump'),
      scope: readSelectorScope(argv),
      store: readStoreArguments(argv),
      zero: readSwitch(argv, 'zero', false),
      json: readSwitch(argv, 'json', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runList } = await import('./run-list.js');
      return runList(request, world, observers);
    };
  },
};
