import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../../arguments/argument-readers.js';
import { outputOptions } from '../output-options.js';

const group = 'What is shown:';

/** `create-dump diff <before> <after>` */
export const diffCommand: Command = {
  definition: {
    name: 'diff',
    describe: 'Compare two dumps, or a dump and a directory',
    details: [
      'Says which files were added (A), removed (D), changed (M), renamed (R) or changed in mode (T), by their digests.',
    ],
    positionals: [
      { name: 'before', describe: 'A dump or a directory', completes: 'file' },
      { name: 'after', describe: 'A dump or a directory', completes: 'file' },
    ],
    options: {
      stat: { group, type: 'boolean', describe: 'Only say how many files differ' },
      patch: {
        group,
        alias: 'p',
        type: 'boolean',
        describe: 'Show the differences of texts as diff -u does; git apply takes them',
      },
      'exit-code': { group, type: 'boolean', describe: 'Exit with 1 if anything differs' },
      ...outputOptions,
    },
    examples: [
      ['snapshot.md . --patch', 'What changed since the snapshot.'],
      ['old.md new.md --exit-code --quiet', 'Only the exit code: 1 if they differ.'],
    ],
    exitCodes: { 1: 'failed; with --exit-code: something differs' },
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
