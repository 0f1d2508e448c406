import {
  flagOptions,
  readList,
  readPositional,
  readPositionals,
  readSwitch,
  readText,
} from '@create-dump/command-line';
import type { Command } from '../../command.js';
import { flagSets } from '@create-dump/commands';

/** `create-dump grep <pattern> [dir...]` */
export const grepCommand: Command = {
  definition: {
    name: 'grep',
    describe: 'Search the contents of all snapshots of a directory',
    details: [
      'Searches the newest snapshots first, and each content only once, however many snapshots have it. Prints id:path:line:text, where id is that of the newest snapshot with the content; on a terminal, the lines of each file below its name.',
      'The pattern is a regular expression of RE2, which takes linear time: without look-around and back-references. Of a binary content only whether it matches is printed. Contents that dumps only list are not searched.',
    ],
    positionals: [
      { name: 'pattern', describe: 'Regular expression, or with -F a text' },
      {
        name: 'dir',
        several: true,
        describe: 'Directories of snapshots',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('grep', [
      'fixed-strings',
      'ignore-case',
      'files',
      'group',
      ...flagSets.output,
      ...flagSets.source,
    ]),
    mostUsed: ['fixed-strings', 'ignore-case', 'files', 'group', 'json'],
    examples: [
      ['"TODO|FIXME" dumps', 'Find lines in all snapshots in dumps and dumps/archives.'],
      ['-F -i "api.example.com" dumps --files "**/*.toml"', 'Find a text in some files.'],
    ],
    exitCodes: {
      0: 'done, also if nothing matches',
      4: 'integrity: a snapshot or an archive can not be read; it is named',
    },
  },
  takesSettings: true,
  toAction(argv) {
    const request = {
      pattern: readPositional(argv, 'pattern'),
      directories: argv['dir'] === undefined ? ['.'] : readPositionals(argv, 'dir'),
      fixed: readSwitch(argv, 'fixed-strings', false),
      ignoreCase: readSwitch(argv, 'ignore-case', false),
      files: readList(argv, 'files'),
      group: readText(argv, 'group'),
      json: readSwitch(argv, 'json', false),
    };
    return async (world, observers) => {
      const { runGrep } = await import('./run-grep.js');
      return runGrep(request, world, observers);
    };
  },
};
