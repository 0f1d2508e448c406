import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readStoreArguments } from '@create-dump/commands';
import { readSelectorScope } from '../selector-arguments.js';

/** `create-dump diff <before> <after>` */
export const diffCommand: Command = {
  definition: {
    name: 'diff',
    describe: 'Compare two dumps, or a dump and a directory',
    details: [
      'Lists files that were added (A), removed (D), modified (M), renamed (R) or changed in mode (T), judged by their digests.',
    ],
    positionals: [
      {
        name: 'before',
        describe: 'Dump, directory or snapshot: latest~1, a date, an id',
        completes: 'file',
      },
      { name: 'after', describe: 'Dump, directory or snapshot', completes: 'file' },
    ],
    options: flagOptions('diff', [
      'stat',
      'patch',
      'exit-code',
      ...flagSets.selector,
      ...flagSets.store,
      ...flagSets.output,
      ...flagSets.source,
    ]),
    stores: ['before', 'after', 'dir'],
    mostUsed: ['stat', 'patch', 'exit-code', 'dir', 'json'],
    examples: [
      ['snapshot.md . --patch', 'Show what changed since the snapshot.'],
      ['latest~1 latest --dir dumps', 'Show what changed between the last two snapshots.'],
      ['old.md new.md --exit-code --quiet', 'Compare by exit code only: 1 if they differ.'],
    ],
    exitCodes: { 1: 'failed; or, with --exit-code, something differs' },
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      before: readPositional(argv, 'before'),
      after: readPositional(argv, 'after'),
      scope: readSelectorScope(argv),
      store: readStoreArguments(argv),
      stat: readSwitch(argv, 'stat', false),
      patch: readSwitch(argv, 'patch', false),
      exitCode: readSwitch(argv, 'exit-code', false),
      json: readSwitch(argv, 'json', false),
    };
    return async (world, observers) => {
      const { runDiff } = await import('./run-diff.js');
      return runDiff(request, world, observers);
    };
  },
};
