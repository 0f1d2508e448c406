import type { Command } from '../../command.js';
import { readPositionals, readSwitch } from '../../arguments/argument-readers.js';
import { metricsOptions } from '../metrics-options.js';
import { outputOptions } from '../output-options.js';
import { forReading, readWorkers, workersOptions } from '../workers-options.js';

/** `create-dump verify <paths…>` */
export const verifyCommand: Command = {
  definition: {
    name: 'verify',
    describe: 'Prove that dumps and archives are what was written',
    details: [
      'Checks the checksum file, the digest of each file, the tree digest and the last line of each dump, and reads archives whole. Of a directory, every snapshot in it and every archive in its archives/. Says which file of which dump is wrong.',
    ],
    positionals: [
      {
        name: 'paths',
        several: true,
        describe:
          'Dumps (.md, .md.gz, - for standard input), archives (.zip, .tar.gz), or directories of them',
        completes: 'file',
      },
    ],
    options: { ...workersOptions, ...outputOptions, ...metricsOptions },
    examples: [
      ['dumps', 'Every snapshot in the directory dumps, and every archive in its archives/.'],
      ['--json snapshot.md', 'As one JSON document.'],
    ],
  },
  toAction(argv) {
    const request = {
      paths: readPositionals(argv, 'paths'),
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
