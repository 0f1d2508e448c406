import type { Command } from '../../command.js';
import { readPositionals, readSwitch } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';

/** `create-dump verify <paths…>` */
export const verifyCommand: Command = {
  definition: {
    command: 'verify <paths..>',
    describe: 'Prove that dumps and archives are what was written',
    builder: (yargs) =>
      yargs
        .positional('paths', {
          type: 'string',
          array: true,
          describe:
            'Dumps (.md, .md.gz, - for standard input), archives (.zip, .tar.gz), or directories of them',
        })
        .options(outputOptions)
        .example(
          '$0 verify dumps',
          'every snapshot in the directory dumps, and every archive in its archives/',
        ),
  },
  toAction(argv) {
    const request = {
      paths: readPositionals(argv, 'paths'),
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
