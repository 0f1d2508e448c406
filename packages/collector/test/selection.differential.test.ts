import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePaths, decodePath, toFsPath } from '@create-dump/core';
import { findTool, git, gitEnvironment, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector } from '../src/index.js';
import { arbitraryWorkTree, type WorkTree } from './arbitrary/arbitrary-work-tree.js';

const runs = Number(process.env['COLLECTOR_TREES'] ?? 300);
const judge = findTool('git');

test.skipIf(judge === undefined)(
  `chooses what git lists, on ${runs} random work trees (COLLECTOR_TREES sets the number; needs git)`,
  { timeout: 600_000 },
  async () => {
    using directory = temporaryDirectory();
    const template = join(directory.path, 'template');
    git(directory.path, 'init', '-q', '-b', 'main', '--template=', template);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryWorkTree, async (workTree) => {
        const top = join(directory.path, `tree-${number++}`);
        build(workTree, top, join(template, '.git'));
        const root = decodePath(bytesOf(join(top, workTree.root)));
        mkdirSync(root, { recursive: true });
        const discover = createCollector({ root, excludesFile: `${top}.global` });
        const { files, skipped } = await discover(new AbortController().signal);
        const found = [...files.map(({ path }) => path), ...skipped.map(({ path }) => `${path}/`)];
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

function build(workTree: WorkTree, top: string, template: string): void {
  mkdirSync(top);
  cpSync(template, join(top, '.git'), { recursive: true });
  const put = (path: string, write: (path: Buffer) => void) => {
    const full = bytesOf(join(top, path));
    mkdirSync(full.subarray(0, full.lastIndexOf('/')), { recursive: true });
    write(full);
  };
  for (const file of workTree.files) put(file, (path) => writeFileSync(path, file));
  for (const [link, target] of workTree.links) put(link, (path) => symlinkSync(target, path));
  writeFileSync(`${top}.global`, '');
  for (const [file, content] of workTree.rules) {
    const bytes = Buffer.from(content, 'latin1');
    if (file === 'global') writeFileSync(`${top}.global`, bytes);
    else put(file === 'info' ? '.git/info/exclude' : file, (path) => writeFileSync(path, bytes));
  }
  if (workTree.ignoreCase) git(top, 'config', 'core.ignorecase', 'true');
  if (workTree.tracked.length > 0) {
    execFileSync(
      'git',
      ['--literal-pathspecs', 'add', '-f', '--pathspec-from-file=-', '--pathspec-file-nul'],
      {
        cwd: top,
        env: gitEnvironment(),
        input: Buffer.from(workTree.tracked.map((path) => `${path}\0`).join(''), 'latin1'),
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
  }
  for (const path of workTree.removed) rmSync(bytesOf(join(top, path)));
  for (const path of workTree.repositories) {
    put(`${path}/.git/HEAD`, (head) => writeFileSync(head, 'ref: refs/heads/main\n'));
    for (const part of ['objects', 'refs']) put(`${path}/.git/${part}/x`, () => undefined);
  }
}

/** What exists of git's list. */
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

function bytesOf(latin1: string): Buffer {
  return Buffer.from(latin1, 'latin1');
}
