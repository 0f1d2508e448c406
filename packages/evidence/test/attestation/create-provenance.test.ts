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

const name = 'a_all_code_dump_20260102_030405.md';
const commit = 'c'.repeat(40);
const dump: DumpProvenance = {
  name,
  options: { binary: 'list', toc: true },
  treeSha256: 'a'.repeat(64),
  generated: new Date('2026-01-02T03:04:05.678Z'),
  git: { commit, branch: 'main', dirty: true },
};
const remote = 'https://alice:hunter2@example.org/a/b.git?token=hunter2#hunter2';
const validate = new Ajv({ strict: true }).compile(statementSchema);
const faultsOf = (statement: Statement) => (validate(statement) ? [] : validate.errors);
const statementOf = (dumps: readonly [DumpProvenance, ...DumpProvenance[]], remote?: string) =>
  createStatement(
    dumps.map((dump) => ({ name: dump.name, sha256: 'b'.repeat(64) })),
    provenanceType,
    createProvenance(dumps, { version: '1.2.3', ...(remote !== undefined && { remote }) }),
  );

describe('createProvenance', () => {
  it('gives a statement that in-toto and SLSA allow', () => {
    const statement = statementOf([dump], remote);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.subject).toEqual([{ name, digest: { sha256: 'b'.repeat(64) } }]);
    expect(statement.predicate).toMatchObject({
      buildDefinition: {
        externalParameters: {
          options: { binary: 'list', toc: true },
          treeSha256: 'a'.repeat(64),
          branch: 'main',
          dirty: true,
        },
        resolvedDependencies: [
          { uri: 'git+https://example.org/a/b.git', digest: { gitCommit: commit } },
        ],
      },
      runDetails: { metadata: { finishedOn: '2026-01-02T03:04:05Z' } },
    });
  });

  it('holds no credential of the remote', () => {
    expect(JSON.stringify(statementOf([dump], remote))).not.toMatch(/hunter2|alice/);
  });

  it('names each of several dumps, and each commit once', () => {
    const other = { ...dump, name: 'b.md', generated: new Date('2026-01-02T03:04:06Z') };
    const statement = statementOf([dump, other], remote);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({
      buildDefinition: {
        externalParameters: { dumps: [{ name }, { name: 'b.md' }] },
        resolvedDependencies: [{ digest: { gitCommit: commit } }],
      },
      runDetails: { metadata: { finishedOn: '2026-01-02T03:04:06Z' } },
    });
  });

  it.each([
    [{ commit: null, branch: 'main', dirty: null }, undefined, []],
    [{ commit, branch: null, dirty: false }, undefined, [{ digest: { gitCommit: commit } }]],
    [{ commit, branch: null, dirty: false }, '/srv/a.git', [{ digest: { gitCommit: commit } }]],
  ])('leaves out what is not known: %j, remote %j', (git, remote, resolvedDependencies) => {
    const statement = statementOf([{ ...dump, git }], remote);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({ buildDefinition: { resolvedDependencies } });
  });

  it('needs no repository', () => {
    const { git: _, ...rest } = dump;
    const statement = statementOf([rest]);
    expect(faultsOf(statement)).toEqual([]);
    expect(statement.predicate).toMatchObject({
      buildDefinition: {
        externalParameters: { treeSha256: 'a'.repeat(64) },
        resolvedDependencies: [],
      },
    });
  });
});
