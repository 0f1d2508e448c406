import type { OptionDefinitions } from '../option-definition.js';

const group = 'Which files:';

/** Options of every command that chooses files below a root. */
export const selectionOptions = {
  files: {
    group,
    type: 'string',
    array: true,
    value: 'GLOB',
    describe: 'Only what matches one of these globs',
  },
  include: {
    group,
    type: 'string',
    array: true,
    value: 'GLOB',
    describe: 'Take what matches, though another rule leaves it out',
  },
  exclude: {
    group,
    type: 'string',
    array: true,
    value: 'GLOB',
    describe: 'Leave out what matches one of these globs',
  },
  'excluded-dirs': {
    group,
    type: 'string',
    array: true,
    value: 'NAME',
    describe: 'Leave out directories of these names',
  },
  'max-size': {
    group,
    type: 'string',
    nargs: 1,
    value: 'SIZE',
    describe: "Don't read files over this size: 500kB, 10MB, 1GiB",
  },
  'files-from': {
    group,
    type: 'string',
    nargs: 1,
    value: 'FILE',
    describe: 'Take exactly the paths in this file (- for standard input), one on each line',
  },
  null: {
    group,
    alias: '0',
    type: 'boolean',
    describe: 'With --files-from: paths end with NUL, not with a line end',
  },
  'use-gitignore': {
    group,
    type: 'boolean',
    default: true,
    describe: "Obey git's ignore rules; --no-use-gitignore doesn't",
  },
  'recurse-submodules': {
    group,
    type: 'boolean',
    describe: 'Take the files of submodules, too, not only the commit of each',
  },
  'git-ls-files': { group, type: 'boolean', describe: 'Only files that git tracks' },
  ref: {
    group,
    type: 'string',
    nargs: 1,
    value: 'REV',
    describe: "The files of a commit, tag or tree, from git's object store, without a checkout",
  },
  'diff-since': {
    group,
    type: 'string',
    nargs: 1,
    value: 'REV',
    describe: 'Only what was added, modified, renamed or deleted since this commit, tag or tree',
  },
} as const satisfies OptionDefinitions;
