import type { Setting } from './setting.js';

/** Where a dump goes, and what is in it. */
export const dumpSettings: readonly Setting[] = [
  {
    key: 'dest',
    flag: 'dest',
    kind: { type: 'path' },
    description: 'Where dumps go: a directory; or X.md, the stem of the name',
    default: '.',
  },
  {
    key: 'output',
    flag: 'output',
    kind: { type: 'path' },
    description: 'Write exactly this file (- for standard output), instead of one below dest',
    default: null,
  },
  {
    key: 'compress',
    flag: 'compress',
    kind: { type: 'switch' },
    description: 'Compress with gzip: .md.gz',
    default: false,
  },
  {
    key: 'toc',
    flag: 'toc',
    kind: { type: 'choice', choices: ['list', 'tree', 'none'] },
    description: 'The contents of a dump: a list, a tree or none',
    default: 'list',
  },
  {
    key: 'git_meta',
    flag: 'git-meta',
    kind: { type: 'switch' },
    description: 'Say branch, commit and state of the work tree in the dump',
    default: true,
  },
  {
    key: 'binary',
    flag: 'binary',
    kind: { type: 'choice', choices: ['list', 'embed', 'skip'] },
    description: 'Binary files: give size and digest, embed as base64, or leave out',
    default: 'list',
  },
  {
    key: 'name',
    flag: 'name',
    kind: { type: 'text' },
    description: 'What the tree is called in the dump',
    default: null,
    defaultText: "the root's name, or its remote's",
  },
];
