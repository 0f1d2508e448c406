import type { Options } from 'yargs';

const selecting = 'Which files:';
const writing = 'The dump:';
const placing = 'Where it goes:';
const running = 'The run:';

/** The options of `single`, in the order of its help. */
export const singleOptions = {
  files: {
    group: selecting,
    type: 'string',
    array: true,
    describe: 'Only what matches one of these globs',
  },
  include: {
    group: selecting,
    type: 'string',
    array: true,
    describe: 'Take what matches, though another rule leaves it out',
  },
  exclude: {
    group: selecting,
    type: 'string',
    array: true,
    describe: 'Leave out what matches one of these globs',
  },
  'excluded-dirs': {
    group: selecting,
    type: 'string',
    array: true,
    describe: 'Leave out directories of these names',
  },
  'max-size': {
    group: selecting,
    type: 'string',
    nargs: 1,
    describe: "Don't read files over this size: 500kB, 10MB, 1GiB",
  },
  'files-from': {
    group: selecting,
    type: 'string',
    nargs: 1,
    describe: 'Take exactly the paths in this file (- for standard input), one on each line',
  },
  null: {
    group: selecting,
    alias: '0',
    type: 'boolean',
    describe: 'With --files-from: paths end with NUL, not with a line end',
  },
  'use-gitignore': {
    group: selecting,
    type: 'boolean',
    default: true,
    describe: "Obey git's ignore rules; --no-use-gitignore doesn't",
  },
  'git-ls-files': { group: selecting, type: 'boolean', describe: 'Only files that git tracks' },

  dest: {
    group: placing,
    type: 'string',
    nargs: 1,
    describe: 'A directory; or X.md, the stem of the name',
    defaultDescription: '.',
  },
  output: {
    group: placing,
    type: 'string',
    nargs: 1,
    describe: 'Write exactly this file (- for standard output)',
  },
  compress: { group: placing, type: 'boolean', describe: 'Compress with gzip: .md.gz' },

  toc: {
    group: writing,
    type: 'string',
    describe: 'Contents as a list or a tree; --no-toc: none',
    defaultDescription: 'list',
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
  json: { group: running, type: 'boolean', describe: 'The result as one JSON document' },
  quiet: { group: running, alias: 'q', type: 'boolean', describe: 'No summary and no warnings' },
  verbose: {
    group: running,
    alias: 'v',
    type: 'boolean',
    describe: 'Say more: every skipped file',
  },
} as const satisfies Record<string, Options>;
