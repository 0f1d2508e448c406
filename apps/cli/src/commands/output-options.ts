import type { Options } from 'yargs';

/** Options of every command: how it speaks. */
export const outputOptions = {
  json: { group: 'Output:', type: 'boolean', describe: 'The result as one JSON document' },
  quiet: { group: 'Output:', alias: 'q', type: 'boolean', describe: 'No summary and no warnings' },
  verbose: {
    group: 'Output:',
    alias: 'v',
    type: 'boolean',
    describe: 'Say more: every skipped file',
  },
} as const satisfies Record<string, Options>;
