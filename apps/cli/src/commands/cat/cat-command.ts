import { flagOptions, readPositional } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readStoreArguments } from '@create-dump/commands';
import { isStoreUrl } from '@create-dump/core';
import { dumpOrSelector, readSelectorScope } from '../selector-arguments.js';

/** `create-dump cat <dump> <path>` */
export const catCommand: Command = {
  definition: {
    name: 'cat',
    describe: "Print one file's original bytes",
    details: [
      'Finds the file through the index at the end of the dump, without reading the rest, and verifies its digest while writing.',
    ],
    positionals: [
      {
        name: 'dump',
        describe: dumpOrSelector,
        completes: 'file',
      },
      { name: 'path', describe: 'Path in the dump, as listed by "create-dump ls"' },
    ],
    options: flagOptions('cat', [...flagSets.selector, ...flagSets.store]),
    stores: ['dump', 'dir'],
    examples: [
      ['snapshot.md src/index.ts', 'Print one file.'],
      [
        'snapshot.md logo.png > logo.png',
        'Extract a binary file from a dump made with --binary embed.',
      ],
      ['s3://backups/code/snapshot.md src/index.ts', 'Print a file of a dump in a bucket.'],
      ['2026-11-05 src/index.ts --dir dumps', 'Print a file as it was on a day.'],
    ],
  },
  toAction(argv, settingsFor) {
    const request = {
      dump: readPositional(argv, 'dump'),
      scope: readSelectorScope(argv),
      path: readPositional(argv, 'path'),
    };
    return async (world, observers) => {
      const { runCat } = await import('./run-cat.js');
      // Settings are for stores alone: without one, none is read.
      const isStored = isStoreUrl(request.dump) || isStoreUrl(request.scope.dir ?? '');
      const complete = isStored ? (await settingsFor(world.cwd)).argv : argv;
      return runCat({ ...request, store: readStoreArguments(complete) }, world, observers);
    };
  },
};
