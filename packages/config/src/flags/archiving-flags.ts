import type { Flag } from '../flag.js';

const group = 'Archiving';

/** Flags that make a run archive. Without one of them, the flags that remove something have no effect in a dump. */
export const archivingSwitches = ['archive', 'archive-all', 'include-current'];

/** Flags for what is archived. Without `archive`, `archive_all` or `include_current`, a dump archives nothing. */
export const archivingFlags: readonly Flag[] = [
  {
    key: 'archive',
    flag: 'archive',
    group,
    kind: { type: 'switch' },
    description: 'After the dump, archive older snapshots of the same name in archives/',
    default: false,
    yieldsTo: ['output'],
  },
  {
    key: 'archive_all',
    flag: 'archive-all',
    group,
    kind: { type: 'switch' },
    description: 'After the dump, archive older snapshots of every name',
    default: false,
    yieldsTo: ['output'],
  },
  {
    key: 'search',
    flag: 'search',
    group,
    kind: { type: 'switch' },
    description: 'Also look for snapshots in subdirectories',
    default: false,
    peerWords: [{ word: 'recursive' }],
  },
  {
    key: 'archive_format',
    flag: 'archive-format',
    group,
    kind: { type: 'choice', choices: ['zip', 'tar.gz'] },
    description: 'Archive format',
    default: 'zip',
  },
  {
    key: 'include_current',
    flag: 'include-current',
    group,
    kind: { type: 'switch' },
    description: 'Also archive the newest snapshot of each group (implies --archive)',
    default: false,
    yieldsTo: ['output'],
  },
  {
    key: 'keep_latest',
    flag: 'keep-latest',
    group,
    kind: { type: 'switch' },
    description: 'Never remove the newest snapshot of each group',
    default: null,
    defaultText: 'on, unless --include-current is given',
    negatable: true,
  },
  {
    key: 'clean_root',
    flag: 'clean-root',
    group,
    kind: { type: 'switch' },
    description: 'Remove snapshots whose archive has been read back and verified',
    default: false,
    needs: archivingSwitches,
  },
  {
    key: 'remove',
    flag: 'remove',
    group,
    kind: { type: 'switch' },
    description: 'Allow removing and moving files; when off, overrides every other option',
    default: true,
  },
  {
    key: 'dump_pattern',
    flag: 'dump-pattern',
    group,
    kind: { type: 'pattern' },
    value: 'REGEX',
    description: 'Only snapshots whose name matches this regular expression',
    default: null,
  },
  {
    key: 'pin',
    flag: 'pin',
    group,
    kind: { type: 'list' },
    value: 'NAME',
    description: 'Never remove these dumps or archives (a file NAME.keep beside one does the same)',
    default: null,
    needs: archivingSwitches,
  },
];
