import { flagOptions } from '@create-dump/command-line';
import type { Command } from '../command.js';
import { flagSets } from '../flag-sets.js';
import { readBatchArguments, readProjectArguments } from './batch-arguments.js';

/** `create-dump batch [root]` */
export const batchCommand: Command = {
  definition: {
    name: 'batch',
    describe: 'Dump each project of a monorepo separately',
    details: [
      'Finds the projects from the workspace files at the root (pnpm, npm, yarn, lerna, nx, turbo, Cargo, Go, uv, Maven, Gradle). Without workspace files, every child directory is a project. Files of the root that belong to no other project form a project of their own. "create-dump batch --list" lists the projects and how each was found.',
      'Each dump is staged in the destination, read back and then published. A project that fails is named, and the others are published. With --atomic, either all are published at once or none. The report batch_….json describes every project, and batch_….md links to all dumps.',
      "Globs are relative to each project. A project's own settings override those of the batch.",
    ],
    positionals: [
      { name: 'root', describe: 'Root directory', default: '.', completes: 'directory' },
    ],
    options: flagOptions('batch', [
      'root',
      'files',
      'include',
      'exclude',
      'excluded-dirs',
      'max-size',
      'use-gitignore',
      'recurse-submodules',
      'git-ls-files',
      'dirs',
      'pattern',
      'affected',
      'resume',
      'nested',
      'list',
      'dest',
      'mode',
      'compress',
      'skip-unchanged',
      ...flagSets.dump,
      ...flagSets.secrets,
      'jobs',
      'queue',
      'queue-file',
      'timeout',
      ...flagSets.limits,
      'atomic',
      'wait',
      'dry-run',
      'strict',
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
    mostUsed: [
      'exclude',
      'max-size',
      'dirs',
      'affected',
      'list',
      'dest',
      'atomic',
      'archive',
      'dry-run',
      'json',
    ],
    examples: [
      ['--list', 'List the projects, and how each was found.'],
      [
        '--root ./monorepo --archive --keep-last 5',
        'Dump each project, archive its older dumps, and keep five archives of each.',
      ],
      ['--exclude "tests/**" --max-size 10MB', 'Exclude some files of each project.'],
      ['--dest dumps --affected origin/main', 'Dump only projects that differ from origin/main.'],
      ['--dest dumps --atomic --timeout 10m', 'Publish all dumps or none.'],
      ['--dest dumps --resume', 'Dump what the last run could not.'],
      [
        '--dest dumps --queue redis://queue.internal:6379',
        'Have the workers of a queue dump the projects.',
      ],
    ],
    exitCodes: {
      1: 'no project could be dumped',
      3: 'a project failed, or a file could not be read; each is named',
    },
  },
  takesSettings: true,
  toAction(argv, settingsFor, origins) {
    const request = readBatchArguments(argv, origins);
    // An error that concerns all projects fails the batch, not each project.
    const { strict } = readProjectArguments(argv);
    return async (world, observers) => {
      const { runBatchCommand } = await import('./run-batch-command.js');
      return runBatchCommand({ request, strict, settingsFor }, world, observers);
    };
  },
};
