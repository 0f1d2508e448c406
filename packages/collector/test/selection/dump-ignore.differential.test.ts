import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { comparePaths, compileGlobs, decodePath, toFsPath } from '@create-dump/core';
import { findTool, git, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCollector, explainPaths, type SelectionOptions } from '../../src/index.js';
import {
  arbitraryWorkTree,
  denseWorkTree,
  type WorkTree,
} from '../arbitrary/arbitrary-work-tree.js';
import { buildWorkTree } from '../arbitrary/build-work-tree.js';
import { presentFiles } from '../arbitrary/present-files.js';

const runs = Number(process.env['COLLECTOR_TREES'] ?? 120);
const seed = process.env['COLLECTOR_SEED'] ? { seed: Number(process.env['COLLECTOR_SEED']) } : {};
const { signal } = new AbortController();
const anyWorkTree = fc.oneof(arbitraryWorkTree, denseWorkTree);

describe.skipIf(findTool('git') === undefined)('.dumpignore', () => {
  test(`hides what git hides with --exclude-per-directory=.dumpignore, tracked or not, on ${runs} random work trees (needs git)`, async () => {
    await forEachTree(
      fc.tuple(anyWorkTree, fc.boolean()),
      async ([given, isTrackedOnly], build) => {
        const { top, global } = build({ ...given, rules: renameRules(given.rules) });
        const root = decodePath(Buffer.from(join(top, given.root), 'latin1'));
        mkdirSync(root, { recursive: true });
        const options = { root, excludesFile: global, trackedOnly: isTrackedOnly };
        const chosen = await choose(options);
        expect(chosen).toEqual(gitList(root, global, isTrackedOnly));
        await checkExplanations(options, chosen);
      },
    );
  }, 600_000);
});

describe.skipIf(findTool('git') === undefined)('include', () => {
  const glob = fc.oneof(
    fc.constantFrom('*', '**', 'a', 'b/', '*/a', 'a/*', 'a/**', '**/b', 'b/a', '{a,b}/*/[!a]', '!(a)/b', '.*', 'a/b/**/a*', 'foo', 'dir/**'),
    fc.constantFrom('**/.git/**', '.git/*', '.git*'),
  ); // oxfmt-ignore
  const arbitrary = fc.tuple(
    anyWorkTree,
    fc.array(glob, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  );

  test(`adds exactly the files that match, whatever ignores them, on ${runs} random work trees (needs git)`, async () => {
    await forEachTree(arbitrary, async ([given, include, asDumpRules], build) => {
      const rules = asDumpRules ? renameRules(given.rules) : given.rules;
      const { top, global } = build({ ...given, rules, root: '' });
      const options = { root: top, excludesFile: global };
      const globs = compileGlobs(include, 'include');
      const isNested = (path: string) =>
        given.repositories.some((nested) => path.startsWith(`${nested}/`));
      const ruleFiles = [...rules.keys()].filter((file) => file !== 'info' && file !== 'global');
      const matching = [...presentFiles(given), ...ruleFiles]
        .filter((path) => !isNested(path))
        .map(decode)
        .filter((path) => globs.some((one) => one.takes(path)));
      const before = await choose(options);
      const after = await choose({ ...options, include });
      expect(after).toEqual([...new Set([...before, ...matching])].sort(comparePaths));
      await checkExplanations({ ...options, include }, after, presentFiles(given).map(decode));
    });
  }, 600_000);
});

async function forEachTree<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (value: T, build: (tree: WorkTree) => { top: string; global: string }) => Promise<void>,
): Promise<void> {
  using directory = temporaryDirectory();
  const template = join(directory.path, 'template');
  git(directory.path, 'init', '-q', '-b', 'main', '--template=', template);
  let number = 0;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    const top = join(directory.path, `tree-${number++}`);
    await check(value, (tree) => {
      buildWorkTree(tree, top, template);
      return { top, global: `${top}.global` };
    });
    rmSync(top, { recursive: true });
  });
  await fc.assert(property, { numRuns: runs, ...seed });
}

function renameRules(rules: WorkTree['rules']): Map<string, string> {
  return new Map(
    [...rules].map(([file, text]) => [file.replace('.gitignore', '.dumpignore'), text]),
  );
}

async function choose(options: SelectionOptions): Promise<string[]> {
  const { files, skipped } = await createCollector({ ...options, gitMetadata: false })(signal);
  const nested = skipped.filter(({ skipped }) => skipped === 'submodule');
  return [...files, ...nested.filter(() => options.include === undefined)]
    .map(({ path }) => path)
    .filter((path) => options.trackedOnly !== undefined || !path.endsWith('/'))
    .sort(comparePaths);
}

async function checkExplanations(
  options: SelectionOptions,
  chosen: readonly string[],
  others: readonly string[] = [],
): Promise<void> {
  const files = new Set(chosen.filter((path) => !path.endsWith('/')));
  const explained = await explainPaths(options, [...new Set([...files, ...others])], signal);
  expect(explained.filter((one) => one.chosen !== files.has(one.path))).toEqual([]);
}

/** What exists of the files that git lists, without the tracked ones that the rules of `.dumpignore` files hide. */
function gitList(root: string, excludesFile: string, isTrackedOnly: boolean): string[] {
  const list = (...args: string[]) =>
    git(root, '-c', `core.excludesFile=${excludesFile}`, 'ls-files', '-z', '--deduplicate', ...args)
      .toString('latin1')
      .split('\0')
      .slice(0, -1)
      .map(decode);
  const perDirectory = '--exclude-per-directory=.dumpignore';
  const hidden = new Set(list('--cached', '--ignored', perDirectory));
  const tracked = list('--cached').filter((path) => !hidden.has(path));
  // The rules of info/exclude and core.excludesFile are the weaker ones.
  const others = isTrackedOnly ? [] : list('--others', '--exclude-standard', perDirectory);
  return [...tracked, ...others].filter((path) => isThere(root, path)).sort(comparePaths);
}

function isThere(root: string, path: string): boolean {
  const stats = lstatSync(toFsPath(`${root}/${path}`), { throwIfNoEntry: false });
  return stats !== undefined && (path.endsWith('/') || !stats.isDirectory());
}

function decode(latin1: string): string {
  return decodePath(Buffer.from(latin1, 'latin1'));
}
