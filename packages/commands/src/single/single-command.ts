import { flagOptions } from '@create-dump/command-line';
import type { Command } from '../command.js';
import { flagSets } from '../flag-sets.js';
import { readSingleArguments } from './single-arguments.js';
import { withinTime } from '../process/within-time.js';

/** `create-dump [single] [root]` */
export const singleCommand: Command = {
  definition: {
    name: 'single',
    describe: 'Dump one directory (the default command)',
    details: [
      'Writes every file that git would commit to one Markdown file with a manifest at its end, writes its SHA-256 to a file beside it, and prints the path. The word single can be omitted.',
      'Files are selected as git does: tracked files, and untracked files that no ignore rule matches. Neither git nor a repository is needed. The options under "File selection" change the selection, "create-dump files" lists it, and "create-dump explain PATH" shows which rule decides.',
      'Summaries count three kinds of files whose content is not in the dump. "Not shown": the file has a section without its content, for example because it is binary or unreadable. "Left out": an option excludes the file, and only the manifest names it. "Ignored": a rule of .gitignore, .dumpignore or another ignore file hides the file, and it is only counted.',
      'With --archive, older snapshots of the same name are archived and pruned after the new dump has been published and verified.',
    ],
    positionals: [
      { name: 'root', describe: 'Directory to dump', default: '.', completes: 'directory' },
    ],
    options: flagOptions('single', [
      ...flagSets.selection,
      'dest',
      ...flagSets.store,
      'output',
      'force',
      'mode',
      'compress',
      'skip-unchanged',
      ...flagSets.dump,
      'name',
      ...flagSets.secrets,
      'dry-run',
      'strict',
      'timeout',
      ...flagSets.limits,
      'workers',
      ...flagSets.archivingSwitches,
      ...flagSets.archiving,
      ...flagSets.retention,
      ...flagSets.signing,
      ...flagSets.attesting,
      ...flagSets.output,
      ...flagSets.metrics,
      ...flagSets.hooks,
      ...flagSets.source,
    ]),
    stores: ['dest'],
    mostUsed: [
      'files',
      'include',
      'exclude',
      'max-size',
      'ref',
      'dest',
      'output',
      'compress',
      'dry-run',
      'json',
    ],
    examples: [
      ['', 'Dump the current directory, and write the dump there.'],
      [
        'src --dest ./dumps/my-snapshot.md',
        'Write ./dumps/my-snapshot_all_code_dump_….md and its .sha256.',
      ],
      ['--files "src/*.py" --no-toc', 'Dump only some files, without a table of contents.'],
      ['--exclude "tests/**" --max-size 10MB', 'Exclude some files.'],
      ['--dry-run --verbose', 'Show what would be dumped.'],
      ['--archive --keep-last 5', 'Archive older dumps, and keep five archives.'],
      ['--dest dumps --sign ~/.ssh/id_ed25519', 'Sign the checksum file, as ssh-keygen does.'],
      ['--output - | less', 'Write the dump to standard output.'],
    ],
  },
  takesSettings: true,
  toAction(argv, _settingsFor, origins) {
    const request = readSingleArguments(argv, origins);
    return async (world, observers) => {
      const { runSingle } = await import('./run-single.js');
      return withinTime(request.timeout, world, (limited) =>
        runSingle(request, limited, observers),
      );
    };
  },
};
