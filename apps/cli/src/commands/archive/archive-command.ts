import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../../arguments/argument-readers.js';
import { readKeepingArguments } from '../keeping-arguments.js';
import { keepingOptions } from '../keeping-options.js';
import { metricsOptions } from '../metrics-options.js';
import { outputOptions } from '../output-options.js';

/** `create-dump archive [dir]` */
export const archiveCommand: Command = {
  definition: {
    name: 'archive',
    describe: 'Archive the snapshots of a directory, and prune the archives',
    details: [
      'Finds the snapshots in a directory, groups them by name, and writes each into archives/ as one compressed file that is read back whole before anything is removed. The newest of each group stays as it is. Then the rules under "Which archives stay" decide on the archives; without a rule, all stay.',
      'Only files that are proven to be ours are ever touched. --dry-run prints the plan with a reason for each item.',
    ],
    positionals: [
      {
        name: 'dir',
        describe: 'Where the snapshots are; archives go into archives/ in it',
        default: '.',
        completes: 'directory',
      },
    ],
    options: {
      ...keepingOptions,
      'dry-run': {
        group: 'The run:',
        type: 'boolean',
        describe: 'Only say what would be done, and why',
      },
      ...outputOptions,
      ...metricsOptions,
    },
    examples: [
      ['dumps --dry-run --keep-last 5', 'What would be done, and why.'],
      [
        'dumps --clean-root --keep-daily 14 --keep-monthly 24',
        'Archive all but the newest, remove what is archived, thin out the archives.',
      ],
    ],
    exitCodes: {
      0: 'done (also where files went into archives/quarantine: it is told)',
      3: "something couldn't be archived or removed",
      4: 'an archive is damaged, or a snapshot has changed meanwhile',
    },
  },
  toAction(argv) {
    const request = {
      directory: argv['dir'] === undefined ? '.' : readPositional(argv, 'dir'),
      keeping: readKeepingArguments(argv),
      dryRun: readSwitch(argv, 'dry-run', false),
      json: readSwitch(argv, 'json', false),
      quiet: readSwitch(argv, 'quiet', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runArchive } = await import('./run-archive.js');
      return runArchive(request, world, observers);
    };
  },
};
