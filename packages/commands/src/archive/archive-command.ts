import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import type { Command } from '../command.js';
import { flagSets } from '../flag-sets.js';
import { readKeepingArguments } from '../keeping/keeping-arguments.js';

/** `create-dump archive [dir]` */
export const archiveCommand: Command = {
  definition: {
    name: 'archive',
    describe: 'Archive the snapshots in a directory, and prune its archives',
    details: [
      'Groups the snapshots by name and tree and writes each one, except the newest of its group, to a compressed file in archives/. The archive is read back in full before anything is removed. The options under "Retention" then decide which archives are kept.',
      'Only files that create-dump provably wrote are removed or moved. --dry-run prints the plan, with a reason for each item.',
    ],
    positionals: [
      {
        name: 'dir',
        describe: 'Directory of the snapshots; archives are written to archives/ in it',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('archive', [
      ...flagSets.archiving,
      ...flagSets.retention,
      'mode',
      'dry-run',
      ...flagSets.output,
      ...flagSets.metrics,
      ...flagSets.hooks,
      ...flagSets.source,
    ]),
    mostUsed: [
      'archive-format',
      'clean-root',
      'pin',
      'keep-last',
      'keep-daily',
      'keep-monthly',
      'keep-within',
      'dry-run',
      'json',
      'verbose',
    ],
    examples: [
      ['dumps --dry-run --keep-last 5', 'Show what would be done, and why.'],
      [
        'dumps --clean-root --keep-daily 14 --keep-monthly 24',
        'Archive all but the newest, remove the archived snapshots, and thin out the archives.',
      ],
    ],
    exitCodes: {
      0: 'done; files moved to archives/quarantine/ are named',
      3: 'archiving a snapshot or removing a file failed',
      4: 'a snapshot or an archive is damaged (it is named, and stays where it is), or a snapshot changed during the run',
    },
  },
  takesSettings: true,
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
