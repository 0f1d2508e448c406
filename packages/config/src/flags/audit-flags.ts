import type { Flag } from '../flag.js';

const group = 'Audit';

const once = {
  group,
  settable: false,
  reason: 'what an audit trusts is decided for each audit',
} as const;

/** Flags for reading again what is kept. */
export const auditFlags: readonly Flag[] = [
  {
    key: 'sample',
    flag: 'sample',
    group,
    kind: { type: 'share' },
    value: 'PERCENT',
    description: 'Read this share of the items, longest unread first: 5%',
    default: null,
    defaultText: 'all',
    yieldsTo: ['budget'],
  },
  {
    key: 'budget',
    flag: 'budget',
    group,
    kind: { type: 'size' },
    value: 'SIZE',
    description: 'Read at most this much, longest unread first, but at least one item: 10GB',
    default: null,
    defaultText: 'no limit',
    yieldsTo: ['sample'],
  },
  {
    key: 'max_age',
    flag: 'max-age',
    group,
    kind: { type: 'duration', endless: false },
    value: 'DURATION',
    description: 'Read only what was last verified longer ago than this: 30d',
    default: null,
    defaultText: 'no limit',
  },
  {
    ...once,
    flag: 'adopt',
    kind: { type: 'switch' },
    description: 'Record what the ledger lacks, so that it counts as kept',
    default: false,
  },
  {
    ...once,
    flag: 'checkpoint',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Prove that the ledger begins with the records of this checkpoint',
    default: null,
  },
  {
    ...once,
    flag: 'checkpoint-out',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write a checkpoint of the ledger to this file, to be kept elsewhere',
    default: null,
  },
];
