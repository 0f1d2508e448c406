import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, gitEnvironment } from '@create-dump/tooling-testing';
import type { WorkTree } from './arbitrary-work-tree.js';

/**
 * Builds a work tree at `top`. Its global ignore file is `${top}.global`.
 * @param template An empty work tree, whose `.git` is copied.
 */
export function buildWorkTree(workTree: WorkTree, top: string, template: string): void {
  mkdirSync(top);
  cpSync(join(template, '.git'), join(top, '.git'), { recursive: true });
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

function bytesOf(latin1: string): Buffer {
  return Buffer.from(latin1, 'latin1');
}
