import type { Command } from '../../command.js';
import { readPositionals, readSwitch } from '../../arguments/argument-readers.js';
import { outputOptions } from '../output-options.js';
import { readSelectionArguments } from '../selection-arguments.js';
import { selectionOptions } from '../selection-options.js';

/** `create-dump explain <paths…>` */
export const explainCommand: Command = {
  definition: {
    name: 'explain',
    describe: 'Say which rule decides whether a path is dumped',
    details: [
      'For each path, whether it would be dumped, and the rule that decides: its file, its line and its text, as git check-ignore -v has it.',
    ],
    positionals: [
      { name: 'paths', several: true, describe: 'Paths below the root', completes: 'file' },
    ],
    options: {
      root: {
        group: 'Which files:',
        type: 'string',
        nargs: 1,
        value: 'DIR',
        describe: 'The directory that would be dumped',
        default: '.',
      },
      ...selectionOptions,
      ...outputOptions,
    },
    examples: [
      ['dist/index.js', 'For example: ignored by .gitignore:2 "dist/".'],
      ['--exclude "*.sql" db/schema.sql', 'What an option would change.'],
    ],
  },
  toAction(argv) {
    const request = {
      paths: readPositionals(argv, 'paths'),
      selection: readSelectionArguments(argv),
      json: readSwitch(argv, 'json', false),
    };
    return async (world) => {
      const { runExplain } = await import('./run-explain.js');
      return runExplain(request, world);
    };
  },
};
