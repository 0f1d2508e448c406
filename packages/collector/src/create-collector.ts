import { basename } from 'node:path';
import { comparePaths, CreateDumpError, type Discover, displayPath } from '@create-dump/core';
import { statSync } from 'node:fs';
import type { CollectorOptions } from './collector-options.js';
import { createUserFilter } from './filter/create-user-filter.js';
import { createPacer } from './pacer.js';
import { openTree, type Tree } from './tree/open-tree.js';
import { selectFiles } from './tree/select-files.js';

/**
 * Creates the port that finds the files of a directory tree: in a git work tree those that
 * `git ls-files --cached --others --exclude-standard` lists and that exist, elsewhere all that no `.gitignore` hides,
 * then by the user's rules.
 *
 * @throws {CreateDumpError} `USAGE` for a pattern that isn't one. The port rejects with `ROOT_INVALID` or
 *   `REPOSITORY_UNREADABLE`, or with the signal's reason.
 */
export function createCollector(options: CollectorOptions): Discover {
  const filter = createUserFilter(options);
  return async (signal) => {
    const pacer = createPacer(signal);
    checkRoot(options.root);
    const tree = openTree(options);
    const selection = await selectFiles({ tree, filter, options, pacer });
    const byPath = (a: { path: string }, b: { path: string }) => comparePaths(a.path, b.path);
    const { busiestRule, ignored } = selection;
    const git = options.gitMetadata === false ? undefined : tree.repository;
    return {
      name: nameOf(tree),
      files: selection.files.sort(byPath),
      skipped: selection.skipped.sort(byPath),
      ignored,
      ...(busiestRule === undefined ? {} : { busiestRule }),
      ...(git === undefined ? {} : { git: { ...git.head, dirty: null } }),
    };
  };
}

function checkRoot(root: string): void {
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return;
  const what = stats === undefined ? "doesn't exist" : 'is not a directory';
  throw new CreateDumpError('ROOT_INVALID', `${displayPath(root)} ${what}. Name a directory.`);
}

/** The same in every clone, as far as can be: the origin's name at the top of a work tree, else the directory's. */
function nameOf({ root, prefix, repository }: Tree): string {
  const url = prefix === '' ? repository?.config.get('remote.origin.url') : undefined;
  const name = url?.replace(/\/+$/, '').replace(/\.git$/, '').split(/[/:]/).at(-1);
  return name || basename(root) || 'root';
}
