import type { CommandLineFlag } from '../flag.js';

const source = {
  group: 'Settings',
  settable: false,
  reason: 'it says where settings are read from',
} as const;

/** Flags for where settings are read from. */
export const sourceFlags: readonly CommandLineFlag[] = [
  {
    ...source,
    flag: 'config',
    kind: { type: 'path' },
    value: 'FILE',
    description: "Settings file to use instead of the project's; --no-config reads no file at all",
    default: null,
    defaultText: 'create-dump.toml, pyproject.toml or package.json in the root or above it',
    negatable: true,
  },
  {
    ...source,
    flag: 'profile',
    kind: { type: 'text' },
    value: 'NAME',
    description: 'Apply [profiles.NAME] of the settings file on top of its other values',
    default: null,
  },
];
