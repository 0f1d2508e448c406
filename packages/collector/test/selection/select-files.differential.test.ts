import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { comparePaths, decodePath, toFsPath } from '@create-dump/core';
import { findTool, git, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector, createLister } from '../../src/index.js';
import { arbitraryWorkTree } from '../arbitrary/arbitrary-work-tree.js';
import { buildWorkTree } from '../arbitrary/build-work-tree.js';

const runs = Number(process.env['COLLECTOR_TREES'] ?? 300);

test.skipIf(findTool('git') === undefined)(
  `chooses the files that git lists, on ${runs} random work trees (COLLECTOR_TREES sets the number; needs git)`,
  { timeout: 600_000 },
  async () => {
    using directory = temporaryDirectory();
    const template = join(directory.path, 'template');
    git(directory.path, 'init', '-q', '-b', 'main', '--template=', template);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryWorkTree, async (workTree) => {
        const top = join(directory.path, `tree-${number++}`);
        buildWorkTree(workTree, top, template);
        const root = decodePath(Buffer.from(join(top, workTree.root), 'latin1'));
        mkdirSync(root, { recursive: true });
        const options = { root, excludesFile: `${top}.global`, gitMetadata: false };
        const { signal } = new AbortController();
        const discovery = await createCollector(options)(signal);
        const { files, skipped } = discovery;
        expect(await createLister(options)(signal)).toEqual({
          ...discovery,
          files: files.map(({ path }) => ({ path })),
        });
        const found = [...files.map(({ path }) => path), ...skipped.map(({ path }) => path)];
        expect(found.sort(comparePaths)).toEqual(gitList(root, `${top}.global`));
        rmSync(top, { recursive: true });
      }),
      {
        numRuns: runs,
        ...(process.env['COLLECTOR_SEED'] ? { seed: Number(process.env['COLLECTOR_SEED']) } : {}),
      },
    );
  },
);

/** The existing files that git lists. */
function gitList(root: string, excludesFile: string): string[] {
  const output = git(
    root,
    '-c',
    `core.excludesFile=${excludesFile}`,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  );
  const paths = output.toString('latin1').split('\0').slice(0, -1);
  return paths
    .map((path) => decodePath(Buffer.from(path, 'latin1')))
    .filter((path) => isThere(root, path))
    .sort(comparePaths);
}

function isThere(root: string, path: string): boolean {
  const stats = lstatSync(toFsPath(`${root}/${path}`), { throwIfNoEntry: false });
  return stats !== undefined && (path.endsWith('/') || !stats.isDirectory());
}
