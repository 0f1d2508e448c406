import { flagOptions, readPositionals, readSwitch } from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets, readSelectionArguments } from '@create-dump/commands';

/** `create-dump explain <paths…>` */
export const explainCommand: Command = {
  definition: {
    name: 'explain',
    describe: 'Show which rule decides whether a path is dumped',
    details: [
      'For each path, prints whether it would be dumped and the rule that decides: its file, line and text, as git check-ignore -v does.',
    ],
    positionals: [
      { name: 'paths', several: true, describe: 'Paths below the root', completes: 'file' },
    ],
    options: flagOptions('explain', [
      'root',
      ...flagSets.selection,
      ...flagSets.output,
      ...flagSets.source,
    ]),
    mostUsed: [
      'root',
      'files',
      'include',
      'exclude',
      'max-size',
      'files-from',
      'git-ls-files',
      'ref',
      'json',
    ],
    examples: [
      [
        'dist/index.js',
        'Print, for example: dist/index.js: not dumped, .gitignore:2 "dist/" ignores dist/.',
      ],
      ['--exclude "*.sql" db/schema.sql', 'Show what an option would change.'],
    ],
  },
  takesSettings: true,
  toAction(argv, _settingsFor, origins) {
    const request = {
      paths: readPositionals(argv, 'paths'),
      selection: readSelectionArguments(argv, origins),
      origins,
      json: readSwitch(argv, 'json', false),
    };
    return async (world, observers) => {
      const { runExplain } = await import('./run-explain.js');
      return runExplain(request, world, observers);
    };
  },
};
