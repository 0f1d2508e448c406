import { existsSync } from 'node:fs';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { restoreDump } from '../../src/index.js';
import { buildDump } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

const dump = memorySource(buildDump([{ path: 'a', content: 'a' }]));
const isRunDead = (runId: string) => runId.startsWith('dead');

test('a refused restore removes what a restore left that was killed after its last rename', async () => {
  using directory = temporaryDirectory();
  const prefix = '.create-dump-restore-';
  writeTree(directory.path, {
    'target/a': 'a',
    [`${prefix}dead1/tree/x`]: 'x',
    [`${prefix}dead2/replaced/only-copy`]: 'x',
    [`${prefix}live/tree/x`]: 'x',
    [`target/${prefix}dead3/tree/x`]: 'x',
  });
  const target = `${directory.path}/target`;
  const has = (name: string) => existsSync(`${directory.path}/${name}`);
  const refusal = { code: 'ALREADY_EXISTS' };

  await expect(restoreDump(dump, { target, isRunDead, dryRun: true })).rejects.toMatchObject(
    refusal,
  );
  expect(has(`${prefix}dead1`)).toBe(true);

  await expect(restoreDump(dump, { target, isRunDead })).rejects.toMatchObject(refusal);
  expect(has(`${prefix}dead1`)).toBe(false);
  expect(has(`target/${prefix}dead3`)).toBe(false);
  expect(has(`${prefix}dead2/replaced/only-copy`)).toBe(true);
  expect(has(`${prefix}live/tree/x`)).toBe(true);
});
