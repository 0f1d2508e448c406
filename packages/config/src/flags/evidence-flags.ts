import type { Flag } from '../flag.js';

const group = 'Signatures';

const signing = {
  group,
  default: null,
  notInProjectFile: 'a tree that is dumped must not choose with which of your keys it is signed',
} as const;

const trust = {
  group,
  notInProjectFile: 'a tree must not choose whom you trust',
} as const;

const once = {
  group,
  settable: false,
  reason: 'it belongs to one run',
} as const;

/** Flags for who made a dump: signatures, whom to trust, and attestations. */
export const evidenceFlags: readonly Flag[] = [
  {
    ...signing,
    key: 'sign_key',
    flag: 'sign',
    kind: { type: 'path' },
    value: 'KEY',
    description:
      'Sign the checksum file with this SSH key, or with that of this .pub file in the agent',
  },
  {
    ...signing,
    key: 'sign_namespace',
    flag: 'sign-namespace',
    kind: { type: 'text' },
    value: 'NAME',
    description: 'What signatures are for (ssh-keygen -n)',
    default: 'file',
  },
  {
    ...once,
    flag: 'attest',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write an in-toto statement with SLSA provenance of the dump to this file',
    default: null,
  },
  {
    ...once,
    flag: 'attest-predicate',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write the predicate alone, for cosign attest-blob and actions/attest',
    default: null,
  },
  {
    ...trust,
    key: 'allowed_signers',
    flag: 'allowed-signers',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Require a signature by one of these signers (see ssh-keygen, ALLOWED SIGNERS)',
    default: null,
  },
  {
    ...trust,
    key: 'signer',
    flag: 'signer',
    kind: { type: 'text' },
    value: 'WHO',
    description: 'Require this signer',
    default: null,
    defaultText: 'any of the allowed signers',
    needs: ['allowed-signers'],
  },
  {
    ...trust,
    key: 'revoked',
    flag: 'revoked',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Trust none of the public keys in this file, one a line',
    default: null,
    needs: ['allowed-signers'],
  },
  {
    ...once,
    flag: 'verify-time',
    kind: { type: 'text' },
    value: 'TIME',
    description: 'Judge signatures as of this time: 20260301, 202603011200Z',
    default: null,
    defaultText: 'the time in the dump, as its signer claims it',
    needs: ['allowed-signers'],
  },
  {
    ...trust,
    key: 'require_signature',
    flag: 'require-signature',
    kind: { type: 'switch' },
    description: 'Restore nothing without a valid signature',
    default: false,
    needs: ['allowed-signers'],
  },
];
