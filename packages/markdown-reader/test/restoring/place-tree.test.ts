import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readTree, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import type { ExistingPolicy } from '../../src/index.js';
import type { WorkBudget } from '../../src/reading/work-budget.js';
import { placeTree } from '../../src/restoring/place-tree.js';

const patient: WorkBudget = { spend: () => false, renew: async () => {} };

async function place(staged: Tree, target: Tree, existing: ExistingPolicy, budget = patient) {
  using directory = temporaryDirectory();
  const at = (name: string) => `${directory.path}/${name}`;
  for (const name of ['staged', 'target']) mkdirSync(at(name));
  writeTree(at('staged'), staged);
  writeTree(at('target'), target);
  const before = [readTree(at('staged')), readTree(at('target'))];
  const error: unknown = await placeTree({
    staged: at('staged'),
    target: at('target'),
    replaced: at('replaced'),
    existing,
    budget,
  }).catch((error: unknown) => error);
  const after = [readTree(at('staged')), readTree(at('target'))];
  return { error, before, after, replaced: existsSync(at('replaced')) };
}

test('directories are moved as a whole, and merged where they exist', async () => {
  const { error, after } = await place(
    { 'a/new': '1', 'b/x/y': '2', c: '3' },
    { 'a/old': '4', 'b/x/z': '5' },
    'merge',
  );
  expect(error).toBeUndefined();
  expect([...(after[1]?.keys() ?? [])]).toEqual(['a/new', 'a/old', 'b/x/y', 'b/x/z', 'c']);
});

test.each<[string, Tree, ExistingPolicy, RegExp]>([
  ['a file', { 'm/x': 'mine' }, 'merge', /"m\/x" already exists\./],
  ['a directory', { 'm/x/y': 'mine' }, 'overwrite', /"m\/x" already exists\./],
  ['a file for a directory', { m: 'mine' }, 'overwrite', /"m" exists and is not a directory/],
  [
    'a link for a directory',
    { m: { link: '..' } },
    'overwrite',
    /"m" exists and is not a directory/,
  ],
])(
  '%s that appeared in the meantime: everything is moved back',
  async (_, there, existing, message) => {
    const staged: Tree = { 'a/b': '1', c: '2', 'm/x': '3', z: '4' };
    const { error, before, after, replaced } = await place(
      staged,
      existing === 'merge' ? there : { ...there, c: 'old', z: { link: 'old' } },
      existing,
    );
    expect(error).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringMatching(message),
    });
    expect(after).toEqual(before);
    expect(replaced).toBe(false);
  },
);

test('an abort at any point moves everything back', async () => {
  for (let left = 0; left < 3; left++) {
    let turns = left;
    const budget: WorkBudget = {
      spend: () => true,
      renew: async () => {
        if (turns-- === 0) throw new Error('stop');
      },
    };
    const { error, before, after } = await place(
      { 'a/b': '1', c: '2', d: '3' },
      { 'a/x': 'mine', c: 'old' },
      'overwrite',
      budget,
    );
    expect(error).toEqual(new Error('stop'));
    expect(after).toEqual(before);
  }
});

// Node's recursive mkdir would say ENOENT, as it does for most errors.
test.skipIf(!canMount())('a read-only disk is named as such (needs root)', async () => {
  using directory = temporaryDirectory();
  const at = (name: string) => `${directory.path}/${name}`;
  mount(directory.path, ['-t', 'tmpfs', 'none']);
  try {
    writeTree(at('staged'), { 'a/x': 'new' });
    writeTree(at('target'), { 'a/x': 'old' });
    mount(directory.path, ['-o', 'remount,ro']);
    const options = { staged: at('staged'), target: at('target'), replaced: at('replaced') };
    const placing = placeTree({ ...options, existing: 'overwrite', budget: patient });
    await expect(placing).rejects.toMatchObject({ code: 'EROFS' });
    expect([...readTree(at('target')).keys()]).toEqual(['a/x']);
  } finally {
    spawnSync('umount', [directory.path]);
  }
});

function mount(path: string, options: readonly string[]): boolean {
  return spawnSync('mount', [...options, path]).status === 0;
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using directory = temporaryDirectory();
  if (!mount(directory.path, ['-t', 'tmpfs', 'none'])) return false;
  return spawnSync('umount', [directory.path]).status === 0;
}
