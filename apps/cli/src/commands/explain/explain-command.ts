import type { Command } from '../../command.js';
import { readPositionals, readSwitch } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';
import { readSelectionArguments } from '../selection-arguments.js';
import { selectionOptions } from '../selection-options.js';

/** `create-dump explain <paths…>` */
export const explainCommand: Command = {
  definition: {
    command: 'explain <paths..>',
    describe: 'Say which rule decides whether a path is dumped',
    builder: (yargs) =>
      yargs
        .positional('paths', { type: 'string', array: true, describe: 'Paths below the root' })
        .options({
          root: { type: 'string', nargs: 1, describe: 'The directory', defaultDescription: '.' },
          ...selectionOptions,
          ...outputOptions,
        })
        .example('$0 explain dist/index.js', '.gitignore:2 "dist/" …'),
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
