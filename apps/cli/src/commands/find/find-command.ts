import {
  flagOptions,
  readPositional,
  readPositionals,
  readSwitch,
  readText,
} from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets } from '@create-dump/commands';

/** `create-dump find <pattern> [dir...]` */
export const findCommand: Command = {
  definition: {
    name: 'find',
    describe: 'Find every version of a file in the snapshots of a directory',
    details: [
      'For each path that matches, prints each content that it had, newest first: digest, size, mode, the first and the last snapshot that has it, and how many do. Only manifests are read.',
    ],
    positionals: [
      { name: 'pattern', describe: 'Path in the dumps, or a glob as --files takes it' },
      {
        name: 'dir',
        several: true,
        describe: 'Directories of snapshots',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('find', ['group', ...flagSets.output, ...flagSets.source]),
    mostUsed: ['group', 'json'],
    examples: [
      ['src/index.ts dumps', 'Show since when the file is as it is, and what it was before.'],
      ['"**/*.sql" dumps --json', 'Print all versions of all SQL files as JSON.'],
    ],
    exitCodes: {
      0: 'done, also if nothing was found',
      4: 'integrity: a snapshot or an archive can not be read; it is named',
    },
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      pattern: readPositional(argv, 'pattern'),
      directories: argv['dir'] === undefined ? ['.'] : readPositionals(argv, 'dir'),
      group: readText(argv, 'group'),
      json: readSwitch(argv, 'json', false),
    };
    return async (world, observers) => {
      const { runFind } = await import('./run-find.js');
      return runFind(request, world, observers);
    };
  },
};
