import type { Flag } from '../flag.js';

const group = 'Run';

const ownQueue = 'a tree that is dumped must not choose which machines dump it';

/** Flags for how a run does its work. */
export const runFlags: readonly Flag[] = [
  {
    key: 'dry_run',
    flag: 'dry-run',
    group,
    kind: { type: 'switch' },
    description: 'Show what would be done, and change nothing',
    default: false,
    // make, rsync and git
    peerWords: [{ word: 'n' }],
  },
  {
    key: 'strict',
    flag: 'strict',
    group,
    kind: { type: 'switch' },
    description: 'Write no dump if it lacks the content of a file, or if a pattern matches nothing',
    default: false,
  },
  {
    key: 'workers',
    flag: 'workers',
    group,
    kind: { type: 'integer', min: 0, max: 64 },
    value: 'N',
    description: 'Worker threads for large trees; 0 for none',
    default: null,
    defaultText: 'by the number of processors, at most 4',
    // ripgrep and fd
    peerWords: [{ word: 'threads' }],
  },
  {
    key: 'jobs',
    flag: 'jobs',
    group,
    kind: { type: 'integer', min: 1, max: 256 },
    value: 'N',
    description: 'Projects to dump in parallel',
    default: null,
    defaultText: 'one per processor',
    // make; turbo
    peerWords: [{ word: 'j' }, { word: 'concurrency' }],
  },
  {
    key: 'queue',
    flag: 'queue',
    group,
    kind: { type: 'text' },
    value: 'URL',
    description:
      'Have workers dump the projects, through the Redis at this address: redis://HOST:6379',
    default: null,
    yieldsTo: ['queue-file'],
    notInProjectFile: ownQueue,
  },
  {
    key: 'queue_file',
    flag: 'queue-file',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'The same, with the address in this file, for one with a password',
    default: null,
    yieldsTo: ['queue'],
    notInProjectFile: ownQueue,
  },
  {
    key: 'timeout',
    flag: 'timeout',
    group,
    kind: { type: 'duration', endless: false },
    value: 'DURATION',
    description: 'Time limit for the run, or in a batch for each project: 90s, 10m, 1h, up to 24d',
    default: null,
    defaultText: 'no limit',
  },
  {
    key: 'limit_files',
    flag: 'limit-files',
    group,
    kind: { type: 'integer', min: 1, max: 1e12 },
    value: 'N',
    description: 'Write no dump of a tree with more files than this, in a batch for each project',
    default: null,
    defaultText: 'no limit',
    // tools that call every limit a maximum
    peerWords: [{ word: 'max-files' }],
  },
  {
    key: 'limit_size',
    flag: 'limit-size',
    group,
    kind: { type: 'size' },
    value: 'SIZE',
    description:
      'Write no dump of a tree whose files are larger than this together, in a batch for each project',
    default: null,
    defaultText: 'no limit',
  },
  {
    key: 'limit_memory',
    flag: 'limit-memory',
    group,
    kind: { type: 'size' },
    value: 'SIZE',
    description: 'Memory of each worker thread besides its buffers, at least 16MB',
    default: '128MiB',
  },
  {
    key: 'atomic',
    flag: 'atomic',
    group,
    kind: { type: 'switch' },
    description: 'Publish all dumps at once at the end, or none if a project fails',
    default: false,
  },
  {
    key: 'wait',
    flag: 'wait',
    group,
    kind: { type: 'duration', endless: true },
    value: 'DURATION',
    description:
      'Wait for another run on the same destination, at most this long if a value is given',
    default: false,
    valueOptional: true,
  },
  {
    flag: 'yes',
    alias: 'y',
    settable: false,
    reason: 'it answers the questions of one command',
    group,
    kind: { type: 'switch' },
    description: 'Ask no questions, and use the proposed answers',
    default: false,
  },
];
