import { readPositional } from '@create-dump/command-line';
import type { Command } from '../../command.js';

/** `create-dump cat <dump> <path>` */
export const catCommand: Command = {
  definition: {
    name: 'cat',
    describe: "Print one file's original bytes",
    details: [
      'Finds the file through the index at the end of the dump, without reading the rest, and verifies its digest while writing.',
    ],
    positionals: [
      {
        name: 'dump',
        describe: 'Dump (.md, .md.gz, - for standard input) or an archive that holds it',
        completes: 'file',
      },
      { name: 'path', describe: 'Path in the dump, as listed by "create-dump ls"' },
    ],
    options: {},
    examples: [
      ['snapshot.md src/index.ts', 'Print one file.'],
      [
        'snapshot.md logo.png > logo.png',
        'Extract a binary file from a dump made with --binary embed.',
      ],
    ],
  },
  toAction(argv) {
    const request = { dump: readPositional(argv, 'dump'), path: readPositional(argv, 'path') };
    return async (world) => {
      const { runCat } = await import('./run-cat.js');
      return runCat(request, world);
    };
  },
};
