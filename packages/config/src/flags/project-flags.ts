import type { Flag } from '../flag.js';

const group = 'Projects';

/** Flags that select the projects of a batch. */
export const projectFlags: readonly Flag[] = [
  {
    key: 'dirs',
    flag: 'dirs',
    group,
    kind: { type: 'list' },
    value: 'DIR',
    description:
      'Dump exactly these directories below the root (repeat it, or separate them by commas)',
    default: null,
    defaultText: 'those in the workspace files, or else every child directory',
    yieldsTo: ['pattern'],
  },
  {
    key: 'pattern',
    flag: 'pattern',
    group,
    kind: { type: 'list' },
    value: 'GLOB',
    description: 'Dump the directories below the root that match one of these globs',
    default: null,
    yieldsTo: ['dirs'],
  },
  {
    key: 'nested',
    flag: 'nested',
    group,
    kind: { type: 'switch' },
    description: "Include the files of nested projects in the outer project's dump",
    default: false,
  },
  {
    key: 'affected',
    flag: 'affected',
    group,
    kind: { type: 'text' },
    value: 'REV',
    description: 'Only projects with changes since this revision, committed or not',
    default: null,
    // pnpm and lerna
    peerWords: [{ word: 'since' }],
  },
  {
    key: 'resume',
    flag: 'resume',
    group,
    kind: { type: 'switch' },
    description: 'Only projects that the last batch did not dump, if it failed or was interrupted',
    default: false,
  },
  {
    flag: 'list',
    settable: false,
    reason: 'it lists projects instead of dumping them',
    group,
    kind: { type: 'switch' },
    description: 'List the projects and how each was found, and dump nothing',
    default: false,
  },
];
