import {
  type Arguments,
  flagOptions,
  readList,
  readPositional,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';
import {
  flagSets,
  forReading,
  readStoreArguments,
  readTrust,
  readWorkers,
} from '@create-dump/commands';
import type { SettingOrigins, TrustRequest } from '@create-dump/commands';
import type { Command } from '../../command.js';
import { dumpOrSelector, readSelectorScope, type SelectorScope } from '../selector-arguments.js';

/** `create-dump restore <dump> --to DIR` */
export const restoreCommand: Command = {
  definition: {
    name: 'restore',
    aliases: ['rollback'],
    describe: 'Restore the files of a dump, byte for byte',
    details: [
      'Restores contents, names, modes and symbolic links. The whole dump is verified first, and nothing is ever written outside the target directory. If the content of a file is not in the dump, the file is named and the exit code is 3.',
      'With --require-signature, nothing is restored unless one of the allowed signers has signed the checksum file and the dump matches it; otherwise the exit code is 4.',
      '--salvage recovers what is possible from a dump that was cut off, edited by hand or made by another tool, and reports for each file whether its content is verified.',
    ],
    positionals: [
      {
        name: 'dump',
        describe: dumpOrSelector,
        unless: 'at',
        completes: 'file',
      },
    ],
    options: flagOptions('restore', [
      'at',
      ...flagSets.selector,
      ...flagSets.store,
      'files',
      'to',
      'merge',
      'overwrite',
      'allow-git-directory',
      'verify',
      'require-signature',
      ...flagSets.trust,
      'salvage',
      'dry-run',
      'workers',
      ...flagSets.output,
      ...flagSets.source,
    ]),
    stores: ['dump', 'dir'],
    mostUsed: ['at', 'dir', 'files', 'to', 'merge', 'overwrite', 'salvage', 'dry-run', 'json'],
    examples: [
      ['snapshot.md --to restored', 'Restore the tree into the new directory restored.'],
      ['snapshot.md --to . --files "src/**" --overwrite', 'Restore some files in place.'],
      ['archives/app_20261122_071900.zip --to old', 'Restore from an archive.'],
      [
        '--at 2026-11-05 --dir dumps --files "src/**" --to then',
        'Restore files as they were at the end of a day.',
      ],
      ['cut-off.md --to rescued --salvage', 'Recover what is possible from a damaged dump.'],
    ],
    exitCodes: {
      3: 'partly done: a file could not be restored exactly, or its content is not verified',
    },
  },
  takesSettings: true,
  toAction(argv, _settingsFor, origins) {
    const to = readText(argv, 'to');
    if (to === undefined) throw usage('--to DIR is missing: give the directory to restore into.');
    const merge = readSwitch(argv, 'merge', false);
    const overwrite = readSwitch(argv, 'overwrite', false);
    if (merge && overwrite)
      throw usage('--merge and --overwrite contradict each other: give only one of them.');
    const request = {
      dump: readAt(argv) ?? readPositional(argv, 'dump'),
      scope: readScope(argv),
      store: readStoreArguments(argv),
      to,
      files: readList(argv, 'files'),
      existing: overwrite ? 'overwrite' : merge ? 'merge' : 'refuse',
      allowGitDirectory: readSwitch(argv, 'allow-git-directory', false),
      verify: readSwitch(argv, 'verify', true),
      trust: readRequiredTrust(argv, origins),
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

/** Whom to trust if a signature is required. */
function readRequiredTrust(argv: Arguments, origins: SettingOrigins): TrustRequest | undefined {
  const trust = readTrust(argv);
  if (readSwitch(argv, 'require-signature', false)) {
    if (!readSwitch(argv, 'salvage', false)) return trust;
    throw usage(
      '--salvage restores what nothing proves: it cannot be used with --require-signature.',
    );
  }
  if (trust === undefined || origins.has('allowed-signers')) return undefined;
  throw usage('--allowed-signers has no effect without --require-signature: add it.');
}

/** With --at there is no file that could be meant. */
function readScope(argv: Arguments): SelectorScope {
  const { dir, group } = readSelectorScope(argv);
  return { dir: dir ?? (argv['at'] === undefined ? undefined : '.'), group };
}

/** A date as a selector. */
function readAt(argv: Arguments): string | undefined {
  const at = readText(argv, 'at');
  if (at === undefined || /^\d{4}-\d\d-\d\d(?:T|$)/u.test(at)) return at;
  throw usage(`--at "${at}" is not a date. Write 2026-03-01 or 2026-03-01T12:00, in UTC.`);
}
