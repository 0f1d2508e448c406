import type { Command } from '../../command.js';
import { readList, readPositional, readSwitch, readText, usage } from '../argument-readers.js';
import { outputOptions } from '../output-options.js';

/** `create-dump restore <dump> --to DIR` */
export const restoreCommand: Command = {
  definition: {
    command: ['restore <dump>', 'rollback <dump>'],
    describe: 'Turn a dump back into the tree, byte for byte',
    builder: (yargs) =>
      yargs
        .positional('dump', {
          type: 'string',
          describe: 'The dump (.md, .md.gz, an archive, or - for standard input)',
        })
        .options({
          to: { type: 'string', nargs: 1, describe: 'The directory to restore to: new, or empty' },
          files: { type: 'string', array: true, describe: 'Only what matches one of these globs' },
          merge: {
            type: 'boolean',
            describe: 'Into a directory with files, none of which may differ',
          },
          overwrite: {
            type: 'boolean',
            describe: 'Into a directory with files, replacing those that differ',
          },
          verify: {
            type: 'boolean',
            default: true,
            describe: "Prove the whole dump first; --no-verify doesn't",
          },
          salvage: {
            type: 'boolean',
            describe:
              'A dump that was cut off or edited, or one of another tool: what can be had by its fences',
          },
          'dry-run': { type: 'boolean', describe: 'Verify and plan, write nothing' },
          ...outputOptions,
        })
        .example('$0 restore my-project_all_code_dump_20261122_071900.md --to restored', ''),
  },
  toAction(argv) {
    const to = readText(argv, 'to');
    if (to === undefined) throw usage('--to DIR is missing: where should the files go?');
    const merge = readSwitch(argv, 'merge', false);
    const overwrite = readSwitch(argv, 'overwrite', false);
    if (merge && overwrite)
      throw usage('--merge and --overwrite contradict each other: give one of them.');
    const request = {
      dump: readPositional(argv, 'dump'),
      to,
      files: readList(argv, 'files'),
      existing: overwrite ? 'overwrite' : merge ? 'merge' : 'refuse',
      verify: readSwitch(argv, 'verify', true),
      salvage: readSwitch(argv, 'salvage', false),
      dryRun: readSwitch(argv, 'dry-run', false),
      json: readSwitch(argv, 'json', false),
      quiet: readSwitch(argv, 'quiet', false),
      verbose: readSwitch(argv, 'verbose', false),
    } as const;
    return async (world, observers) => {
      const { runRestore } = await import('./run-restore.js');
      return runRestore(request, world, observers);
    };
  },
};
