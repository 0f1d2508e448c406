import type { CommandLineFlag } from '../flag.js';

const view = {
  group: 'View',
  settable: false,
  reason: 'how a dump is shown is decided for each look',
} as const;

/** Flags for looking at dumps in a browser. */
export const viewFlags: readonly CommandLineFlag[] = [
  {
    ...view,
    flag: 'serve',
    kind: { type: 'switch' },
    description: 'Serve the page on 127.0.0.1 until interrupted, instead of writing a file',
    default: false,
  },
  {
    ...view,
    flag: 'port',
    kind: { type: 'integer', min: 0, max: 65535 },
    value: 'PORT',
    description: 'Port of --serve; 0 for a free one',
    default: 0,
    needs: ['serve'],
  },
  {
    ...view,
    flag: 'embed-limit',
    kind: { type: 'size' },
    value: 'SIZE',
    description: 'Largest dump that is put into a page',
    default: '64MiB',
  },
  {
    ...view,
    flag: 'expect',
    kind: { type: 'text' },
    value: 'SHA256',
    description: 'Fail unless the dump has this SHA-256',
    default: null,
  },
];
