import { flagOptions, readPositional } from '@create-dump/command-line';
import type { Command } from '../command.js';
import { flagSets } from '../flag-sets.js';
import { readAuditArguments } from './audit-arguments.js';

/** `create-dump audit [dir]` */
export const auditCommand: Command = {
  definition: {
    name: 'audit',
    describe: 'Read kept snapshots again, and compare them with the ledger',
    details: [
      'Names what is damaged, missing or not recorded, and where a whole copy is. Reads dumps and archives in full: what was damaged first, then what was never read, then what was read the longest time ago. With --sample or --budget, a nightly audit reads everything before it reads anything twice.',
      'The ledger is archives/ledger.jsonl: each line names the digest of the line before it. The first audit begins it; from then on, every command records there what it does. A ledger can be written anew as a whole, so keep a checkpoint elsewhere.',
    ],
    positionals: [
      {
        name: 'dir',
        describe: 'Directory of the snapshots',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('audit', [
      'sample',
      'budget',
      'max-age',
      'adopt',
      'checkpoint',
      'checkpoint-out',
      'sign',
      ...flagSets.trust,
      'mode',
      'dry-run',
      ...flagSets.output,
      ...flagSets.metrics,
      ...flagSets.hooks,
      ...flagSets.source,
    ]),
    mostUsed: [
      'sample',
      'budget',
      'max-age',
      'adopt',
      'checkpoint',
      'checkpoint-out',
      'dry-run',
      'json',
      'verbose',
    ],
    examples: [
      ['dumps', 'Read everything, and begin a ledger if there is none.'],
      ['dumps --budget 10GB --max-age 30d', 'Read a part each night, and nothing twice a month.'],
      ['dumps --dry-run', 'Compare with the ledger, and show what would be read.'],
      [
        'dumps --checkpoint-out checkpoint.txt',
        'Write a checkpoint, with which --checkpoint proves later that no record was changed.',
      ],
    ],
    exitCodes: {
      0: 'done; nothing is wrong, as far as it was read',
      3: 'a file could not be read',
      4: 'something is damaged, missing or not in the ledger, or the ledger was changed',
      6: 'another run held the lock of the ledger for 10 s',
    },
  },
  takesSettings: true,
  toAction(argv, _settingsFor, origins) {
    const directory = argv['dir'] === undefined ? '.' : readPositional(argv, 'dir');
    const request = { directory, ...readAuditArguments(argv, origins) };
    return async (world, observers) => {
      const { runAuditCommand } = await import('./run-audit-command.js');
      return runAuditCommand(request, world, observers);
    };
  },
};
