import { flagOptions, readPositionals, readSwitch } from '@create-dump/command-line';
import {
  flagSets,
  forReading,
  readStoreArguments,
  readTrust,
  readWorkers,
} from '@create-dump/commands';
import type { Command } from '../../command.js';
import { readSelectorScope } from '../selector-arguments.js';

/** `create-dump verify <paths…>` */
export const verifyCommand: Command = {
  definition: {
    name: 'verify',
    describe: 'Verify that dumps and archives are intact',
    details: [
      'Checks the checksum file, the digest of each file, the tree digest and the last line of each dump, and reads archives in full. For a directory, checks every snapshot in it and every archive in its archives/. Names each damaged file.',
      'With --allowed-signers, each dump and archive must also have a valid signature beside it, which no program is needed for. The exit code is 4 for a signature that is not trusted, not valid or not there. It is judged as of the time in the dump, which its signer claims, or that of --verify-time.',
    ],
    positionals: [
      {
        name: 'paths',
        several: true,
        describe:
          'Dumps (.md, .md.gz, - for standard input), archives (.zip, .tar.gz), directories of them, or snapshots: latest, a date, an id',
        completes: 'file',
      },
    ],
    options: flagOptions('verify', [
      ...flagSets.selector,
      ...flagSets.store,
      ...flagSets.trust,
      'workers',
      ...flagSets.output,
      ...flagSets.metrics,
      ...flagSets.source,
    ]),
    stores: ['paths', 'dir'],
    mostUsed: ['json', 'quiet', 'verbose'],
    examples: [
      ['dumps', 'Verify every snapshot in dumps, and every archive in dumps/archives.'],
      [
        'dumps --allowed-signers ~/allowed_signers --signer ci@example.org',
        'Verify who made them, too.',
      ],
      ['s3://backups/code/', 'Verify every snapshot that is directly in a part of a bucket.'],
      ['--json snapshot.md', 'Print the result as one JSON document.'],
    ],
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      paths: readPositionals(argv, 'paths'),
      scope: readSelectorScope(argv),
      store: readStoreArguments(argv),
      trust: readTrust(argv),
      workers: readWorkers(argv, forReading),
      json: readSwitch(argv, 'json', false),
      quiet: readSwitch(argv, 'quiet', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runVerify } = await import('./run-verify.js');
      return runVerify(request, world, observers);
    };
  },
};
