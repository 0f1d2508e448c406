import type { Command } from '../../command.js';
import { readPositional } from '../argument-readers.js';

/** `create-dump cat <dump> <path>` */
export const catCommand: Command = {
  definition: {
    command: 'cat <dump> <path>',
    describe: "Write one file's original bytes to standard output",
    builder: (yargs) =>
      yargs
        .positional('dump', {
          type: 'string',
          describe: 'The dump (.md, .md.gz, an archive, or - for standard input)',
        })
        .positional('path', { type: 'string', describe: 'The path, as "ls" lists it' }),
  },
  toAction(argv) {
    const request = { dump: readPositional(argv, 'dump'), path: readPositional(argv, 'path') };
    return async (world) => {
      const { runCat } = await import('./run-cat.js');
      return runCat(request, world);
    };
  },
};
