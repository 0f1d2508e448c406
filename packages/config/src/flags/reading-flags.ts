import type { CommandLineFlag } from '../flag.js';

const restore = {
  group: 'Restore',
  settable: false,
  reason: 'what a restore may write is decided for each restore',
} as const;

const comparison = {
  group: 'Comparison',
  settable: false,
  reason: 'a comparison must give what its caller asked for',
} as const;

/** Flags for restoring and comparing dumps. */
export const readingFlags: readonly CommandLineFlag[] = [
  {
    ...restore,
    flag: 'to',
    kind: { type: 'path' },
    value: 'DIR',
    description: 'Target directory: new or empty, unless --merge or --overwrite is given',
    default: null,
    required: true,
    // restic; tar
    peerWords: [{ word: 'target' }, { word: 'C' }],
  },
  {
    ...restore,
    flag: 'merge',
    kind: { type: 'switch' },
    description: 'Restore into a directory with files, none of which may differ',
    default: false,
  },
  {
    ...restore,
    flag: 'overwrite',
    kind: { type: 'switch' },
    description: 'Restore into a directory with files, replacing those that differ',
    default: false,
    // Most tools
    peerWords: [{ word: 'force' }, { word: 'f' }],
  },
  {
    ...restore,
    flag: 'allow-git-directory',
    kind: { type: 'switch' },
    description:
      'Restore files into a .git directory or bare repository too, which can make git run programs',
    default: false,
  },
  {
    ...restore,
    flag: 'verify',
    kind: { type: 'switch' },
    description: 'Verify the whole dump before writing anything',
    default: true,
  },
  {
    ...restore,
    flag: 'salvage',
    kind: { type: 'switch' },
    description: 'Recover what is possible from a dump that is cut off, edited or of another tool',
    default: false,
  },
  {
    ...comparison,
    flag: 'stat',
    kind: { type: 'switch' },
    description: 'Print only how many files differ',
    default: false,
  },
  {
    ...comparison,
    flag: 'patch',
    alias: 'p',
    kind: { type: 'switch' },
    description: 'Print a unified diff of text files, which git apply accepts',
    default: false,
    // diff
    peerWords: [{ word: 'u' }, { word: 'unified' }],
  },
  {
    ...comparison,
    flag: 'exit-code',
    kind: { type: 'switch' },
    description: 'Exit with 1 if anything differs',
    default: false,
  },
];
