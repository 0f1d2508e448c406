import type { Setting } from './setting.js';

const keep = (what: string, description: string): Setting => ({
  key: `keep_${what}`,
  flag: `keep-${what}`,
  kind: { type: 'count' },
  description,
  default: null,
});

/** What is archived and what stays. Without `archive` or `archive_all`, a dump archives nothing. */
export const keepingSettings: readonly Setting[] = [
  {
    key: 'archive',
    flag: 'archive',
    kind: { type: 'switch' },
    description: 'After a dump, archive older snapshots of the same name into archives/',
    default: false,
  },
  {
    key: 'archive_all',
    flag: 'archive-all',
    kind: { type: 'switch' },
    description: 'The same for the snapshots of every name',
    default: false,
  },
  {
    key: 'search',
    flag: 'search',
    kind: { type: 'switch' },
    description: 'Look for snapshots in the directories below dest, too',
    default: false,
  },
  {
    key: 'archive_format',
    flag: 'archive-format',
    kind: { type: 'choice', choices: ['zip', 'tar.gz'] },
    description: 'What archives are made',
    default: 'zip',
  },
  {
    key: 'include_current',
    flag: 'include-current',
    kind: { type: 'switch' },
    description: 'Archive the newest snapshot of each group as well',
    default: false,
  },
  {
    key: 'keep_latest',
    flag: 'keep-latest',
    kind: { type: 'switch' },
    description: 'The newest snapshot of each group stays where it is',
    default: null,
    defaultText: 'true, without include_current',
  },
  {
    key: 'clean_root',
    flag: 'clean-root',
    kind: { type: 'switch' },
    description: 'Remove snapshots whose archive was read back whole',
    default: false,
  },
  {
    key: 'remove',
    flag: 'remove',
    kind: { type: 'switch' },
    description: 'If false, remove and move nothing, whatever else is said',
    default: true,
  },
  {
    key: 'dump_pattern',
    flag: 'dump-pattern',
    kind: { type: 'pattern' },
    description: 'Only snapshots whose name matches this regular expression',
    default: null,
  },
  {
    key: 'pin',
    flag: 'pin',
    kind: { type: 'list' },
    description: 'Never remove these, by the name of dump or archive',
    default: null,
  },
  keep('last', 'Of the archives of each group, keep the last N'),
  keep('hourly', 'Keep the last of each of the last N hours that have one'),
  keep('daily', 'Keep the last of each of the last N days that have one'),
  keep('weekly', 'Keep the last of each of the last N weeks that have one, from Monday'),
  keep('monthly', 'Keep the last of each of the last N months that have one'),
  keep('yearly', 'Keep the last of each of the last N years that have one'),
  {
    key: 'keep_within',
    flag: 'keep-within',
    kind: { type: 'age' },
    description: 'Keep all younger than this, seen from the newest',
    default: null,
  },
];
