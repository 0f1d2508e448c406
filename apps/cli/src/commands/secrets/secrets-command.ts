import {
  flagOptions,
  readList,
  readPositionals,
  readSwitch,
  readText,
} from '@create-dump/command-line';
import { flagSets, readSecretsArguments } from '@create-dump/commands';
import type { Command } from '../../command.js';

/** `create-dump secrets [path...]` */
export const secretsCommand: Command = {
  definition: {
    name: 'secrets',
    describe: 'Search dumps, archives and directories of snapshots for secrets',
    details: [
      'Searches the contents of what is kept already, as --secrets does before a dump is written. In a directory, the newest snapshots are searched first, and each content only once. Prints where:path:line: rule, and never a secret; where is the id of the newest snapshot that has the content, or the dump.',
      'What is found has left the machine with the dump: rotate it first. docs/secrets.md says what is found, and what is not.',
    ],
    positionals: [
      {
        name: 'path',
        several: true,
        describe: 'Dumps, archives, or directories of snapshots',
        default: '.',
        completes: 'file',
      },
    ],
    options: flagOptions('secrets', [
      'secrets-baseline',
      'secrets-rules',
      'secrets-inline',
      'secrets-report',
      'write-baseline',
      'files',
      'group',
      ...flagSets.output,
      ...flagSets.source,
    ]),
    mostUsed: ['secrets-baseline', 'secrets-rules', 'secrets-report', 'write-baseline', 'json'],
    examples: [
      ['dumps', 'Search all snapshots in dumps and dumps/archives.'],
      ['x.md --secrets-report found.sarif', 'Search one dump, and write a report.'],
    ],
    exitCodes: {
      0: 'done: no secret was found that is not allowed',
      3: 'a snapshot has no manifest, so that it could not be searched; it is named',
      4: 'integrity: a dump or an archive is damaged; it is named',
      5: 'refused: secrets were found',
    },
  },
  takesSettings: true,
  toAction(argv) {
    const { mode: _, ...secrets } = readSecretsArguments(argv);
    const request = {
      paths: argv['path'] === undefined ? ['.'] : readPositionals(argv, 'path'),
      secrets,
      newBaseline: readText(argv, 'write-baseline'),
      files: readList(argv, 'files'),
      group: readText(argv, 'group'),
      json: readSwitch(argv, 'json', false),
    };
    return async (world, observers) => {
      const { runSecrets } = await import('./run-secrets.js');
      return runSecrets(request, world, observers);
    };
  },
};
