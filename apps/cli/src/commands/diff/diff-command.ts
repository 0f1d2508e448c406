import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';

/** `create-dump diff <before> <after>` */
export const diffCommand: Command = {
  definition: {
    command: 'diff <before> <after>',
    describe: 'Compare two dumps, or a dump and a directory',
    builder: (yargs) =>
      yargs
        .positional('before', { type: 'string', describe: 'A dump or a directory' })
        .positional('after', { type: 'string', describe: 'A dump or a directory' })
        .options({
          stat: { type: 'boolean', describe: 'Only how many files differ' },
          patch: {
            alias: 'p',
            type: 'boolean',
            describe: 'Differences of texts, as diff -u has them',
          },
          'exit-code': { type: 'boolean', describe: 'Exit with 1 if anything differs' },
          ...outputOptions,
        })
        .example('$0 diff snapshot.md . --patch', 'what changed since the snapshot'),
  },
  toAction(argv) {
    const request = {
      before: readPositional(argv, 'before'),
      after: readPositional(argv, 'after'),
      stat: readSwitch(argv, 'stat', false),
      patch: readSwitch(argv, 'patch', false),
      exitCode: readSwitch(argv, 'exit-code', false),
      json: readSwitch(argv, 'json', false),
    };
    return async (world) => {
      const { runDiff } = await import('./run-diff.js');
      return runDiff(request, world);
    };
  },
};
