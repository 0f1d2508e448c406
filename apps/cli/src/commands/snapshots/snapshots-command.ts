import { flagOptions, readPositional, readSwitch, readText } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readStoreArguments, readTrust } from '@create-dump/commands';

/** `create-dump snapshots [dir]` */
export const snapshotsCommand: Command = {
  definition: {
    name: 'snapshots',
    describe: 'List the snapshots in a directory and its archives',
    details: [
      'Prints id, time (UTC), files, size, commit, place and group of each snapshot, newest first. The id is the beginning of the SHA-256 of the dump. Ids, times, latest and latest~1 name snapshots for other commands.',
      'Where there is a ledger, it also says when each snapshot was last verified by "create-dump audit". Nothing is verified here.',
      'Where a snapshot is signed, a column says so. With --allowed-signers, it says whether the signature is valid; that a dump matches the checksum file that is signed, "create-dump verify" shows.',
    ],
    positionals: [
      {
        name: 'dir',
        describe: 'Directory of the snapshots',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('snapshots', [
      'calendar',
      'group',
      ...flagSets.trust,
      ...flagSets.store,
      ...flagSets.output,
      ...flagSets.source,
    ]),
    stores: ['dir'],
    mostUsed: ['calendar', 'group', 'json'],
    examples: [
      ['dumps', 'List the snapshots in dumps and dumps/archives.'],
      ['s3://backups/code/', 'List the snapshots that are directly in a part of a bucket.'],
      ['dumps --calendar', 'Show on which days there are snapshots.'],
    ],
    exitCodes: { 4: 'integrity: a snapshot or an archive can not be read; it is named' },
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      directory: argv['dir'] === undefined ? '.' : readPositional(argv, 'dir'),
      group: readText(argv, 'group'),
      trust: readTrust(argv),
      store: readStoreArguments(argv),
      calendar: readSwitch(argv, 'calendar', false),
      json: readSwitch(argv, 'json', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runSnapshots } = await import('./run-snapshots.js');
      return runSnapshots(request, world, observers);
    };
  },
};
