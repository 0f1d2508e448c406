import type { Flag } from '../flag.js';

const group = 'Secrets';

/** Without it, nobody looks for secrets. */
const needs = ['secrets'];

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
    key: 'secrets_baseline',
    flag: 'secrets-baseline',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Allow the secrets that this file lists',
    default: null,
    needs,
  },
  {
    key: 'secrets_rules',
    flag: 'secrets-rules',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'More rules for secrets, in the TOML format of gitleaks',
    default: null,
    needs,
  },
  {
    key: 'secrets_report',
    flag: 'secrets-report',
    group,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write what was found to a file: SARIF if it ends in .sarif, otherwise JSON',
    default: null,
    needs,
  },
  {
    key: 'secrets_inline',
    flag: 'secrets-inline',
    group,
    kind: { type: 'switch' },
    description: 'Allow secrets by a comment in their line: create-dump:allow-secret',
    default: true,
  },
  {
    flag: 'write-baseline',
    group,
    settable: false,
    reason: 'a baseline is written once, and then reviewed',
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write a baseline that allows all secrets that were found',
    default: null,
  },
];
