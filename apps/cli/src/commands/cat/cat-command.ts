import type { Command } from '../../command.js';
import { readPositional } from '../../arguments/argument-readers.js';

/** `create-dump cat <dump> <path>` */
export const catCommand: Command = {
  definition: {
    name: 'cat',
    describe: "Write one file's original bytes to standard output",
    details: [
      'Finds the file by the index at the end of the dump, without reading the rest, and proves its digest while it writes.',
    ],
    positionals: [
      {
        name: 'dump',
        describe: 'The dump: .md, .md.gz, an archive that holds it, or - for standard input',
        completes: 'file',
      },
      { name: 'path', describe: 'The path in the dump, as "create-dump ls" lists it' },
    ],
    options: {},
    examples: [
      ['snapshot.md src/index.ts', 'Show one file.'],
      ['snapshot.md logo.png > logo.png', 'Take one file out; the dump must embed binaries.'],
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
