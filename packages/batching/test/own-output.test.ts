import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOwnOutputTest } from '@create-dump/dumping';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { findProjects } from '@create-dump/workspaces';
import { expect, it } from 'vitest';
import { type BatchKeeping, planBatch, runBatch } from '../src/index.js';
import { contextOf, optionsFor } from './batch-context.js';

const keeping: BatchKeeping = {
  all: true,
  search: false,
  archiveFormat: 'zip',
  includeCurrent: true,
  keepLatest: false,
  policy: {},
  pins: [],
  cleanRoot: true,
  noRemove: false,
};

it('is no project: archives, journals and quarantined files of earlier runs in the root', async () => {
  using directory = temporaryDirectory();
  const { path: root } = directory;
  writeTree(root, { 'a/x.txt': 'x' });
  for (let day = 1; day <= 4; day++) {
    const { projects } = await findProjects({ root, isOwnOutput: createOwnOutputTest(root) });
    expect(projects.map((project) => project.directory)).toEqual(['a']);
    // Orphans, twice under the same name, for quarantine.
    const orphan = '0'.repeat(64);
    writeFileSync(
      join(root, 'b_all_code_dump_20250101_000000.sha256'),
      `${orphan}  b_all_code_dump_20250101_000000.md\n`,
    );
    const generatedAt = new Date(Date.UTC(2026, 0, day));
    const { kept, failure } = await runBatch(
      { root, destination: root, projects, keeping },
      { ...contextOf(), generatedAt },
    );
    expect([failure, kept?.failures, kept?.archived.length]).toEqual([undefined, [], 1]);
  }
  expect(readdirSync(join(root, 'archives', 'quarantine'))).toHaveLength(5);

  // Nor is there anything to dump if one of the directories is named.
  const named = ['archives', 'archives/quarantine'];
  const { projects } = await planBatch(optionsFor(root, root, named), contextOf());
  expect(projects.map(({ outcome }) => outcome)).toEqual(['empty', 'empty']);
});
