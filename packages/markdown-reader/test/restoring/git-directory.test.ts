import { readdirSync, rmSync } from 'node:fs';
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

const bare = { HEAD: 'ref: refs/heads/main\n', 'objects/info/x': '', 'refs/heads/.keep': '' };
const linked = { HEAD: 'ref: refs/heads/main\n', commondir: '../..\n' };
const under = (directory: string, tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tree).map(([path, text]) => [`${directory}/${path}`, text]));

test.each([
  ['a bare repository', 'r.git', under('r.git', bare), 'r.git'],
  ['a directory in one', 'r.git/new', under('r.git', bare), 'r.git'],
  ['an empty directory in one', 'r.git/d', { ...under('r.git', bare), 'r.git/d/x': '' }, 'r.git'],
  ['a directory in the .git of a work tree', 'w/.git/hooks', under('w/.git', bare), 'w/.git'],
  ['what a linked work tree has', 'gd', under('gd', linked), 'gd'],
  ['a directory with a repository in it', '.', under('hooks', bare), 'hooks'],
  [
    'a link to a bare repository',
    'link',
    { ...under('r.git', bare), link: { link: 'r.git' } },
    'r.git',
  ],
] as const)('%s gets no hook', async (_, to, tree, repository) => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  if (to === 'r.git/d') rmSync(`${directory.path}/r.git/d/x`);
  const target = to === '.' ? directory.path : `${directory.path}/${to}`;
  const source = memorySource(buildDump([{ path: 'hooks/post-commit', content: 'echo' }]));
  const before = readdirSync(directory.path, { recursive: true });
  const options = { target, existing: 'merge' } as const;
  const refusal = {
    code: 'REFUSED',
    message: expect.stringMatching(
      new RegExp(`the git repository ${directory.path}/${repository}, .*"hooks/post-commit"`),
    ),
  };
  await expect(restoreDump(source, options)).rejects.toMatchObject(refusal);
  await expect(restoreDump(source, { ...options, dryRun: true })).rejects.toMatchObject(refusal);
  expect(readdirSync(directory.path, { recursive: true })).toEqual(before);
  const { created } = await restoreDump(source, { ...options, allowGitDirectory: true });
  expect(created).toBe(1);
});

test.each([
  ['a work tree', 'w', under('w/.git', bare)],
  [
    'a work tree inside a bare repository',
    'w/main/src',
    { ...under('w', bare), 'w/main/.git': 'gitdir: x' },
  ],
  ['a directory with a file HEAD', 'd', { 'd/HEAD': '', 'd/refs/x': '' }],
  ['a directory beside a bare repository', '.', under('r.git', bare)],
] as const)('%s gets its files', async (_, to, tree) => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const target = to === '.' ? directory.path : `${directory.path}/${to}`;
  const source = memorySource(buildDump([{ path: 'hooks/post-commit', content: 'echo' }]));
  const { created } = await restoreDump(source, { target, existing: 'merge' });
  expect(created).toBe(1);
});

function prefixed(tree: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(tree).map(([path, text]) => [`target/${path}`, text]));
}
