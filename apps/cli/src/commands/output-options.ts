import type { OptionDefinitions } from '../option-definition.js';

const group = 'Output:';

/** Options of every command: how it speaks. */
export const outputOptions = {
  json: { group, type: 'boolean', describe: 'The result as one JSON document' },
  quiet: {
    group,
    alias: 'q',
    type: 'boolean',
    describe: 'No progress, no summary and no warnings',
  },
  verbose: { group, alias: 'v', type: 'boolean', describe: 'Say more: every skipped file' },
  progress: {
    group,
    type: 'boolean',
    negatable: true,
    describe: 'Show how far the work is (default: on a terminal)',
  },
  color: {
    group,
    type: 'boolean',
    negatable: true,
    describe: 'Colours (default: on a terminal, unless NO_COLOR is set)',
  },
  'log-format': {
    group,
    nargs: 1,
    choices: ['pretty', 'json'],
    describe: 'Write a log to standard error, in this format',
  },
  'log-level': {
    group,
    nargs: 1,
    choices: ['debug', 'info', 'warn', 'error'],
    describe: 'Write a log to standard error, from this level on',
    defaultDescription: 'info, once there is a log',
  },
  events: {
    group,
    nargs: 1,
    choices: ['ndjson'],
    describe: 'Write what happens to standard error as it happens, one JSON object on each line',
  },
  'events-file': {
    group,
    type: 'string',
    nargs: 1,
    value: 'FILE',
    describe: 'The same to this file (a FIFO, or /dev/fd/3, too)',
  },
} as const satisfies OptionDefinitions;
