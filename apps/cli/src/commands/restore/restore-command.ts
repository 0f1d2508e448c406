import type { Command } from '../../command.js';
import {
  readList,
  readPositional,
  readSwitch,
  readText,
  usage,
} from '../../arguments/argument-readers.js';
import { outputOptions } from '../output-options.js';
import { forReading, readWorkers, workersOptions } from '../workers-options.js';

const group = 'What goes where:';

/** `create-dump restore <dump> --to DIR` */
export const restoreCommand: Command = {
  definition: {
    name: 'restore',
    aliases: ['rollback'],
    describe: 'Turn a dump back into the tree, byte for byte',
    details: [
      'Restores bytes, names, modes and symbolic links into a directory that is new or empty. The whole dump is proven first; nothing is ever written outside of the directory. A file whose content is not in the dump is named, and the exit code is 3.',
      'A dump that was cut off or edited by hand, or made by another tool, gives what can be had with --salvage, and says of each file whether it is proven.',
    ],
    positionals: [
      {
        name: 'dump',
        describe: 'The dump: .md, .md.gz, an archive that holds it, or - for standard input',
        completes: 'file',
      },
    ],
    options: {
      to: {
        group,
        type: 'string',
        nargs: 1,
        value: 'DIR',
        required: true,
        describe: 'The directory to restore to: new, or empty',
      },
      files: {
        group,
        type: 'string',
        array: true,
        value: 'GLOB',
        describe: 'Only what matches one of these globs',
      },
      merge: {
        group,
        type: 'boolean',
        describe: 'Into a directory with files, none of which may differ',
      },
      overwrite: {
        group,
        type: 'boolean',
        describe: 'Into a directory with files, replacing those that differ',
      },
      verify: {
        group,
        type: 'boolean',
        default: true,
        describe: "Prove the whole dump first; --no-verify doesn't",
      },
      salvage: {
        group,
        type: 'boolean',
        describe:
          'Take what can be had from a dump that was cut off or edited, or is of another tool',
      },
      'dry-run': { group: 'The run:', type: 'boolean', describe: 'Verify and plan, write nothing' },
      ...workersOptions,
      ...outputOptions,
    },
    examples: [
      ['snapshot.md --to restored', 'The tree, into the new directory restored.'],
      ['snapshot.md --to . --files "src/**" --overwrite', 'Put some files back in place.'],
      ['archives/app_20261122_071900.zip --to old', 'From inside an archive.'],
      ['cut-off.md --to rescued --salvage', 'What can be had from a damaged dump.'],
    ],
    exitCodes: { 3: "partly done: a file couldn't be given back exactly, or isn't proven" },
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
      workers: readWorkers(argv, forReading),
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
