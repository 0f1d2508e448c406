import type { Setting } from './setting.js';

/** How a run works, and which projects a batch has. */
export const runSettings: readonly Setting[] = [
  {
    key: 'dry_run',
    flag: 'dry-run',
    kind: { type: 'switch' },
    description: 'Only say what would be done',
    default: false,
  },
  {
    key: 'yes',
    flag: 'yes',
    kind: { type: 'switch' },
    description: 'Ask nothing',
    default: false,
  },
  {
    key: 'strict',
    flag: 'strict',
    kind: { type: 'switch' },
    description: 'No dump unless the whole content of every file is in it',
    default: false,
  },
  {
    key: 'workers',
    flag: 'workers',
    kind: { type: 'integer', min: 0, max: 256 },
    description: 'How many worker threads read and render; 0: none',
    default: null,
    defaultText: 'by the processors and the size of the tree',
  },
  {
    key: 'jobs',
    flag: 'jobs',
    kind: { type: 'integer', min: 1, max: 256 },
    description: 'How many projects of a batch are dumped side by side',
    default: null,
    defaultText: 'by the processors',
  },
  {
    key: 'timeout',
    flag: 'timeout',
    kind: { type: 'duration' },
    description: 'How long one project of a batch may take',
    default: null,
    defaultText: 'no limit',
  },
  {
    key: 'atomic',
    flag: 'atomic',
    kind: { type: 'switch' },
    description: 'The dumps of a batch appear all, or none if a project failed',
    default: false,
  },
  {
    key: 'wait',
    flag: 'wait',
    kind: { type: 'switch' },
    description: 'Wait for another run on the same destination to end',
    default: false,
  },
  {
    key: 'dirs',
    flag: 'dirs',
    kind: { type: 'list' },
    description: 'The projects of a batch, as directories below its root',
    default: null,
    defaultText: 'by the workspace files, else every directory',
  },
  {
    key: 'pattern',
    flag: 'pattern',
    kind: { type: 'list' },
    description: 'Only projects of a batch whose directory matches one of these globs',
    default: null,
  },
];
