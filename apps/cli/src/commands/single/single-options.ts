import type { OptionDefinitions } from '../../option-definition.js';

const placing = 'Where it goes:';
const writing = 'The dump:';
const running = 'The run:';

/** The options of `single` beyond those that choose files, in the order of its help. */
export const singleOptions = {
  dest: {
    group: placing,
    type: 'string',
    nargs: 1,
    value: 'DIR|X.md',
    describe: 'A directory; or X.md, the stem of the name',
    defaultDescription: '.',
  },
  output: {
    group: placing,
    type: 'string',
    nargs: 1,
    value: 'FILE',
    describe: 'Write exactly this file (- for standard output)',
  },
  compress: { group: placing, type: 'boolean', describe: 'Compress with gzip: .md.gz' },

  toc: {
    group: writing,
    type: 'string',
    choices: ['list', 'tree'],
    negatable: true,
    describe: 'Contents as a list or a tree; --no-toc: none',
    default: 'list',
  },
  'git-meta': {
    group: writing,
    type: 'boolean',
    default: true,
    describe: "Say branch, commit and state; --no-git-meta doesn't",
  },
  binary: {
    group: writing,
    nargs: 1,
    choices: ['list', 'embed', 'skip'],
    describe: 'Binary files: give size and digest, embed as base64, or leave out',
    default: 'list',
  },
  name: {
    group: writing,
    type: 'string',
    nargs: 1,
    value: 'NAME',
    describe: 'What the tree is called in the dump',
  },

  'dry-run': {
    group: running,
    type: 'boolean',
    describe: 'Only say what would be dumped; with --verbose, each file',
  },
  strict: {
    group: running,
    type: 'boolean',
    describe: 'No dump unless the whole content of every file is in it',
  },
  timeout: {
    group: running,
    type: 'string',
    nargs: 1,
    value: 'DURATION',
    describe: 'Stop a run that takes longer: 90s, 10m, 1h',
  },
} as const satisfies OptionDefinitions;
