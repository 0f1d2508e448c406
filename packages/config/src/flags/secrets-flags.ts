import type { Flag } from '../flag.js';

const group = 'Secrets';

/** Flags for what is done about secrets in the contents of a dump. */
export const secretsFlags: readonly Flag[] = [
  {
    key: 'secrets',
    flag: 'secrets',
    group,
    kind: { type: 'choice', choices: ['off', 'warn', 'redact', 'fail'] },
    description: 'Secrets in files: warn of them, redact them, or fail and write no dump',
    default: 'off',
  },
  {
    key: 'secrets_rules',
    flag: 'secrets-rules',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Rules of your own for secrets, in the TOML of gitleaks',
    default: null,
  },
  {
    key: 'secrets_inline',
    flag: 'secrets-inline',
    group,
    kind: { type: 'switch' },
    description: 'Allow secrets by a comment in their line: create-dump:allow-secret',
    default: true,
  },
];
