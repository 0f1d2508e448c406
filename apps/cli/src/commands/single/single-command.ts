import type { Command } from '../../command.js';
import { keepingOptions, keepingSwitches } from '../keeping-options.js';
import { metricsOptions } from '../metrics-options.js';
import { outputOptions } from '../output-options.js';
import { selectionOptions } from '../selection-options.js';
import { workersOptions } from '../workers-options.js';
import { readSingleArguments } from './single-arguments.js';
import { singleOptions } from './single-options.js';
import { withinTime } from './within-time.js';

/** `create-dump [single] [root]` */
export const singleCommand: Command = {
  definition: {
    name: 'single',
    describe: 'Dump one directory (the default command)',
    details: [
      'Writes every file that git would commit into one Markdown file, with a manifest at its end and its SHA-256 beside it, and prints the path. The word single may be left out.',
      'Files are chosen as git chooses them (tracked files, and untracked ones that no ignore rule matches), also without git and outside a repository. The options under "Which files" narrow that; "create-dump files" lists the result, "create-dump explain PATH" says which rule decided.',
      'With --archive, older snapshots of the same name are archived and pruned once the new dump is in place and verified.',
    ],
    positionals: [
      { name: 'root', describe: 'The directory to dump', default: '.', completes: 'directory' },
    ],
    options: {
      ...selectionOptions,
      ...singleOptions,
      ...keepingSwitches,
      ...keepingOptions,
      ...workersOptions,
      ...outputOptions,
      ...metricsOptions,
    },
    examples: [
      ['', 'Dump the current directory into itself.'],
      [
        'src --dest ./dumps/my-snapshot.md',
        'Write ./dumps/my-snapshot_all_code_dump_….md and its .sha256.',
      ],
      ['--files "src/*.py" --no-toc', 'Only some files, without contents.'],
      ['--exclude "tests/**" --max-size 10MB', 'All but some.'],
      ['--dry-run --verbose', 'Look first: what would be in it.'],
      ['--archive --keep-last 5', 'Archive older dumps of it, keep five archives.'],
      ['--output - | less', 'To standard output.'],
    ],
  },
  toAction(argv) {
    const request = readSingleArguments(argv);
    return async (world, observers) => {
      const { runSingle } = await import('./run-single.js');
      return withinTime(request.timeout, world, (limited) =>
        runSingle(request, limited, observers),
      );
    };
  },
};
