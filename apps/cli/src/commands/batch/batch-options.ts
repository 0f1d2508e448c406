import type { OptionDefinitions } from '../../option-definition.js';
import { selectionOptions } from '../selection-options.js';
import { singleOptions } from '../single/single-options.js';

const projects = 'Which projects:';
const running = 'The run:';

const {
  'files-from': _from,
  null: _null,
  ref: _ref,
  'diff-since': _since,
  ...choosing
} = selectionOptions;
const {
  output: _output,
  name: _name,
  'dry-run': _dryRun,
  strict,
  dest,
  ...writing
} = singleOptions;

/** The options of `batch` beyond those that keep snapshots, in the order of its help. */
export const batchOptions = {
  root: {
    group: projects,
    type: 'string',
    nargs: 1,
    value: 'DIR',
    describe: 'The top directory, in place of the argument',
  },
  dirs: {
    group: projects,
    type: 'string',
    array: true,
    value: 'DIR',
    describe: 'Exactly these directories, from the root; commas separate them, too',
  },
  pattern: {
    group: projects,
    type: 'string',
    array: true,
    value: 'GLOB',
    describe: 'Only directories that match one of these globs',
  },
  affected: {
    group: projects,
    type: 'string',
    nargs: 1,
    value: 'REV',
    describe: 'Only projects with changes since this revision, committed or not',
  },
  resume: {
    group: projects,
    type: 'boolean',
    describe: 'Only what the last run here has not dumped, if it did not end well',
  },
  nested: {
    group: projects,
    type: 'boolean',
    describe: "A project's dump holds the files of the projects below it, too",
  },
  list: {
    group: projects,
    type: 'boolean',
    describe: 'Only say which projects there are, and why',
  },

  ...choosing,

  dest: {
    ...dest,
    describe: 'A directory; or X.md: X begins each name',
  },
  ...writing,

  jobs: {
    group: running,
    type: 'string',
    nargs: 1,
    value: 'N',
    describe: 'Dump this many projects side by side',
    defaultDescription: 'one for each processor',
  },
  timeout: {
    group: running,
    type: 'string',
    nargs: 1,
    value: 'DURATION',
    describe: 'A project that takes longer fails: 90s, 10m, 1h',
  },
  atomic: {
    group: running,
    type: 'boolean',
    describe: 'Publish all dumps at the end, or none if a project fails',
  },
  wait: {
    group: running,
    type: 'string',
    value: 'DURATION',
    describe: 'Wait for another run on the same destination, so long or as long as it takes',
  },
  'dry-run': {
    group: running,
    type: 'boolean',
    describe: 'Only say what would be dumped, archived and removed',
  },
  strict,
} as const satisfies OptionDefinitions;
