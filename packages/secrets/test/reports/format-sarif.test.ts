import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { formatSarif, formatSecretsJson, type ReportedSecret } from '../../src/index.js';

// The schema of OASIS, as Microsoft's package of matchers brings it. It says draft 4, and uses nothing that later drafts changed but `id`.
const schemaFile = new URL(
  'lib/schemas/sarif-2.1.0-rtm.5.json',
  import.meta.resolve('@microsoft/jest-sarif/package.json'),
);
const {
  $schema: draft,
  id,
  ...schema
} = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

const secrets: ReportedSecret[] = [
  {
    path: 'src/a b.ts',
    rule: 'github-pat',
    line: 3,
    fingerprint: '0'.repeat(32),
    action: 'refused',
  },
  { path: 'src/é\udcff%.ts', rule: 'my-rule', line: 1, action: 'allowed' },
  { path: 'b.ts', rule: 'url-password', line: 9, action: 'warned' },
];
const options = { version: '1.2.3', rules: [{ id: 'my-rule', description: 'A rule of ours' }] };

describe('formatSarif', () => {
  it('is tested with the schema of SARIF 2.1.0', () => {
    expect([draft, id]).toEqual([
      expect.stringContaining('draft-04'),
      expect.stringContaining('sarif-2.1.0'),
    ]);
  });

  it('follows the schema of SARIF 2.1.0', () => {
    expect(validate(JSON.parse(formatSarif(secrets, options)))).toBe(true);
    expect(validate(JSON.parse(formatSarif([], options)))).toBe(true);
    expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  it('says where secrets are and by which rule, and what is allowed', () => {
    const { runs } = JSON.parse(formatSarif(secrets, options)) as {
      runs: [{ tool: unknown; results: Record<string, unknown>[] }];
    };
    const [{ tool, results }] = runs;
    expect(tool).toMatchObject({
      driver: {
        version: '1.2.3',
        rules: [
          { id: 'github-pat' },
          { id: 'my-rule', shortDescription: { text: 'A rule of ours' } },
          { id: 'url-password' },
        ],
      },
    });
    expect(results[0]).toMatchObject({
      ruleId: 'github-pat',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'GitHub personal access token: refused.' },
      partialFingerprints: { 'createDumpSecret/v1': '0'.repeat(32) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'src/a%20b.ts' }, region: { startLine: 3 } },
        },
      ],
    });
    expect(results[1]).toMatchObject({
      level: 'note',
      suppressions: [{ kind: 'external' }],
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/%C3%A9%FF%25.ts' } } }],
    });
  });

  it('has no snippet, no column and no length', () => {
    const text = formatSarif(secrets, options);
    for (const word of ['snippet', 'Column', 'Offset', 'Length', 'endLine'])
      expect(text).not.toContain(`"${word}`);
    expect(text).not.toContain('char');
  });
});

describe('formatSecretsJson', () => {
  it('counts what was done, and lists findings', () => {
    expect(JSON.parse(formatSecretsJson(secrets, options))).toEqual({
      format: 'create-dump-secrets',
      version: 1,
      tool: 'create-dump 1.2.3',
      counts: { warned: 1, redacted: 0, refused: 1, allowed: 1 },
      findings: [
        {
          path: 'src/a b.ts',
          line: 3,
          rule: 'github-pat',
          fingerprint: '0'.repeat(32),
          action: 'refused',
        },
        { path: 'src/é\\xFF%.ts', line: 1, rule: 'my-rule', action: 'allowed' },
        { path: 'b.ts', line: 9, rule: 'url-password', action: 'warned' },
      ],
    });
  });
});
