import { readdirSync } from 'node:fs';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { restoreDump, restoreSalvage, salvageDump } from '../../src/index.js';
import { buildDump } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

const hook = { path: 'a/.GIT/hooks/post-commit', content: 'echo', mode: '100755' };
const dump = memorySource(buildDump([{ path: 'a/x', content: 'x' }, hook]));

test.each([
  ['merge', { 'a/y': 'y' }],
  ['overwrite', { 'a/y': 'y' }],
  ['refuse', {}],
] as const)('files in a .git directory are refused (%s)', async (existing, tree) => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { 'target/.keep': '', ...prefixed(tree) });
  const target = existing === 'refuse' ? `${directory.path}/new` : `${directory.path}/target`;
  const before = readdirSync(directory.path, { recursive: true });
  const refusal = {
    code: 'REFUSED',
    message: expect.stringContaining('"a/.GIT/hooks/post-commit"'),
  };
  await expect(restoreDump(dump, { target, existing })).rejects.toMatchObject(refusal);
  await expect(restoreDump(dump, { target, existing, dryRun: true })).rejects.toMatchObject(
    refusal,
  );
  const salvage = await salvageDump(dump);
  await expect(restoreSalvage(dump, salvage, { target, existing })).rejects.toMatchObject(refusal);
  expect(readdirSync(directory.path, { recursive: true })).toEqual(before);

  await restoreDump(dump, { target, existing, files: ['!**/post-commit'] });
  expect(readdirSync(`${target}/a`)).not.toContain('.GIT');
  await restoreDump(dump, { target, existing: 'merge', allowGitDirectory: true });
  expect(readdirSync(`${target}/a/.GIT/hooks`)).toEqual(['post-commit']);
});

function prefixed(tree: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(tree).map(([path, text]) => [`target/${path}`, text]));
}
