import type { CommandLineFlag } from '../flag.js';

const history = {
  group: 'Snapshots',
  settable: false,
  reason: 'which snapshots to look at is decided for each question',
} as const;

/** Flags for choosing kept snapshots and looking into them. */
export const historyFlags: readonly CommandLineFlag[] = [
  {
    ...history,
    flag: 'dir',
    kind: { type: 'path' },
    value: 'DIR',
    description: 'Directory of the snapshots that latest, a date or an id names',
    default: '.',
    // restic
    peerWords: [{ word: 'repo' }, { word: 'r' }],
  },
  {
    ...history,
    flag: 'at',
    kind: { type: 'text' },
    value: 'DATE',
    description: 'Instead of a dump: the newest snapshot at or before 2026-03-01[T12:00] (UTC)',
    default: null,
  },
  {
    ...history,
    flag: 'calendar',
    kind: { type: 'switch' },
    description: 'Print the days that have snapshots as a calendar for each group',
    default: false,
  },
  {
    ...history,
    flag: 'fixed-strings',
    alias: 'F',
    kind: { type: 'switch' },
    description: 'Take the pattern as a text, not as a regular expression',
    default: false,
    // ag
    peerWords: [{ word: 'literal' }],
  },
  {
    ...history,
    flag: 'ignore-case',
    alias: 'i',
    kind: { type: 'switch' },
    description: 'Match upper and lower case alike',
    default: false,
  },
];
