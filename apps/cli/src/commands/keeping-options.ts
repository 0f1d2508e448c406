import type { OptionDefinitions } from '../option-definition.js';

const keeping = 'Keeping snapshots:';
const rules = 'Which archives stay (of each group; without a rule, all):';

/** Options of commands that archive only if they are told to. */
export const keepingSwitches = {
  archive: {
    group: keeping,
    type: 'boolean',
    describe: 'Then archive older snapshots of the same name into archives/',
  },
  'archive-all': {
    group: keeping,
    type: 'boolean',
    describe:
      'The same for the snapshots of every name (--include-current alone implies --archive)',
  },
} as const satisfies OptionDefinitions;

const count = { group: rules, type: 'string', nargs: 1 } as const;

/** Options of every command that archives and prunes. */
export const keepingOptions = {
  search: {
    group: keeping,
    type: 'boolean',
    describe: 'Look for snapshots in the directories below, too',
  },
  'archive-format': {
    group: keeping,
    nargs: 1,
    choices: ['zip', 'tar.gz'],
    describe: 'What archives are made',
    defaultDescription: 'zip',
  },
  'include-current': {
    group: keeping,
    type: 'boolean',
    describe: 'Archive the newest snapshot of each group as well',
  },
  'keep-latest': {
    group: keeping,
    type: 'boolean',
    negatable: true,
    describe: 'The newest snapshot of each group stays here (default without --include-current)',
  },
  'clean-root': {
    group: keeping,
    type: 'boolean',
    describe: 'Remove snapshots whose archive was read back whole',
  },
  remove: {
    group: keeping,
    type: 'boolean',
    default: true,
    describe: '--no-remove: remove and move nothing, whatever else is said',
  },
  'dump-pattern': {
    group: keeping,
    type: 'string',
    nargs: 1,
    value: 'REGEX',
    describe: 'Only snapshots whose name matches this regular expression',
  },
  pin: {
    group: keeping,
    type: 'string',
    array: true,
    value: 'NAME',
    describe: 'Never remove these, by the name of dump or archive (or touch NAME.keep beside it)',
  },

  'keep-last': { ...count, value: 'N', describe: 'The last N' },
  'keep-hourly': {
    ...count,
    value: 'N',
    describe: 'The last of each of the last N hours that have one',
  },
  'keep-daily': { ...count, value: 'N', describe: 'The same for days' },
  'keep-weekly': { ...count, value: 'N', describe: 'The same for weeks, from Monday' },
  'keep-monthly': { ...count, value: 'N', describe: 'The same for months' },
  'keep-yearly': { ...count, value: 'N', describe: 'The same for years' },
  'keep-within': {
    ...count,
    value: 'DURATION',
    describe: 'All younger than this, seen from the newest: 30d, 2y5m7d3h',
  },
} as const satisfies OptionDefinitions;
