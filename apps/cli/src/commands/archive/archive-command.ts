import type { Command } from '../../command.js';
import { readPositional, readSwitch } from '../argument-readers.js';
import { readKeepingArguments } from '../keeping-arguments.js';
import { keepingOptions } from '../keeping-options.js';
import { outputOptions } from '../output-options.js';

/** `create-dump archive [dir]` */
export const archiveCommand: Command = {
  definition: {
    command: 'archive [dir]',
    describe: 'Archive the snapshots of a directory, and prune the archives',
    builder: (yargs) =>
      yargs
        .positional('dir', {
          type: 'string',
          describe: 'Where the snapshots are; archives go into archives/ in it',
          defaultDescription: '.',
        })
        .options({
          ...keepingOptions,
          'dry-run': {
            group: 'The run:',
            type: 'boolean',
            describe: 'Only say what would be done, and why',
          },
          ...outputOptions,
        })
        .example('$0 archive dumps --dry-run --keep-last 5', 'what would be done, and why')
        .example(
          '$0 archive dumps --clean-root --keep-daily 14 --keep-monthly 24',
          'archive all but the newest, remove what is archived, thin out the archives',
        )
        .epilogue(exitCodesText),
  },
  toAction(argv) {
    const request = {
      directory: argv['dir'] === undefined ? '.' : readPositional(argv, 'dir'),
      keeping: readKeepingArguments(argv),
      dryRun: readSwitch(argv, 'dry-run', false),
      json: readSwitch(argv, 'json', false),
      quiet: readSwitch(argv, 'quiet', false),
      verbose: readSwitch(argv, 'verbose', false),
    };
    return async (world, observers) => {
      const { runArchive } = await import('./run-archive.js');
      return runArchive(request, world, observers);
    };
  },
};

const exitCodesText = `Exit codes: 0 done (also where files went into archives/quarantine: it is told), 1 failed, 2 usage,
3 something couldn't be archived or removed, 4 an archive is damaged, or a snapshot has changed
meanwhile, 6 locked by another run.`;
