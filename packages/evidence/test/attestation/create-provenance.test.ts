import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  createProvenance,
  createStatement,
  type DumpProvenance,
  provenanceType,
  type Statement,
} from '../../src/index.js';
import { statementSchema } from './statement-schema.js';

const dump: DumpProvenance = {
  version: '1.2.3',
  options: { binary: 'list', toc: true },
  treeSha256: 'a'.repeat(64),
  generated: new Date('2026-01-02T03:04:05.678Z'),
  runId: 'run-1',
  git: {
    commit: 'c'.repeat(40),
    branch: 'main',
    dirty: true,
    remote: 'https://alice:hunter2@example.org/a/b.git?token=hunter2#hunter2',
  },
};
const validate = new Ajv({ strict: true }).compile(statementSchema);
const faultsOf = (statement: Statement) => (validate(statement) ? [] : validate.errors);
const subjects = [{ name: 'a_all_code_dump_20260102_030405.md', sha256: 'b'.repeat(64) }];
const statementOf = (dump: DumpProvenance) =>
  createStatement(subjects, provenanceType, createProvenance(dump));

describe('createProvenance', () => {
  it('gives a statement that in-toto and SLSA allow', () => {
    const statement = statementOf(dump);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({
      buildDefinition: {
        externalParameters: {
          options: { binary: 'list', toc: true },
          source: { treeSha256: 'a'.repeat(64), branch: 'main', dirty: true },
        },
        resolvedDependencies: [
          { uri: 'git+https://example.org/a/b.git', digest: { gitCommit: 'c'.repeat(40) } },
        ],
      },
      runDetails: { metadata: { invocationId: 'run-1', finishedOn: '2026-01-02T03:04:05Z' } },
    });
  });

  it('holds no credential of the remote', () => {
    expect(JSON.stringify(statementOf(dump))).not.toMatch(/hunter2|alice/);
  });

  it.each([
    [{ commit: null, branch: 'main', dirty: null }, []],
    [
      { commit: 'c'.repeat(40), branch: null, dirty: false },
      [{ digest: { gitCommit: 'c'.repeat(40) } }],
    ],
    [
      { commit: 'c'.repeat(40), branch: null, dirty: false, remote: '/srv/a.git' },
      [{ digest: { gitCommit: 'c'.repeat(40) } }],
    ],
  ])('leaves out what is not known: %j', (git, resolvedDependencies) => {
    const statement = statementOf({ ...dump, git });
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({ buildDefinition: { resolvedDependencies } });
  });

  it('needs no repository', () => {
    const { git: _, runId: __, ...rest } = dump;
    const statement = statementOf(rest);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({
      buildDefinition: { externalParameters: { source: { treeSha256: 'a'.repeat(64) } } },
    });
  });
});
