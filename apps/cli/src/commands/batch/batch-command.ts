import type { Command } from '../../command.js';
import { keepingOptions, keepingSwitches } from '../keeping-options.js';
import { metricsOptions } from '../metrics-options.js';
import { outputOptions } from '../output-options.js';
import { workersOptions } from '../workers-options.js';
import { readBatchArguments, readProjectArguments } from './batch-arguments.js';
import { batchOptions } from './batch-options.js';

/** `create-dump batch [root]` */
export const batchCommand: Command = {
  definition: {
    name: 'batch',
    describe: 'Dump each project of a monorepo by itself',
    details: [
      'Finds the projects by the workspace files at the root (pnpm, npm, yarn, lerna, nx, turbo, Cargo, Go, uv, Maven, Gradle), or takes each child directory where there are none. The files of the root that belong to no other project are a project of their own. "create-dump batch --list" shows what is found, and why.',
      'Each dump is written beside the destination, read back, and only then published; a project that fails is named, and the others appear. With --atomic, all appear at once or none. A report batch_….json tells of every project, and batch_….md links to all dumps.',
      "Globs are relative to each project. A project's own settings hold over the batch's.",
    ],
    positionals: [
      { name: 'root', describe: 'The top directory', default: '.', completes: 'directory' },
    ],
    options: {
      ...batchOptions,
      ...keepingSwitches,
      ...keepingOptions,
      ...workersOptions,
      ...outputOptions,
      ...metricsOptions,
    },
    examples: [
      ['--list', 'Which projects there are, and why.'],
      [
        '--root ./monorepo --archive --keep-last 5',
        'Dump each, archive older dumps of the same projects, keep five archives of each.',
      ],
      ['--exclude "tests/**" --max-size 10MB', 'All but some files of each project.'],
      ['--dest dumps --affected origin/main', 'Only what changed since.'],
      ['--dest dumps --atomic --timeout 10m', 'All or none.'],
      ['--dest dumps --resume', 'What the last run could not dump.'],
    ],
    exitCodes: {
      1: 'no project could be dumped',
      3: 'a project failed, or a file could not be read; each is named',
    },
  },
  toAction(argv, settingsFor) {
    const request = readBatchArguments(argv);
    // What is wrong for all is no matter of a single project.
    readProjectArguments(argv);
    return async (world, observers) => {
      const { runBatchCommand } = await import('./run-batch-command.js');
      return runBatchCommand({ request, settingsFor }, world, observers);
    };
  },
};
