import { CreateDumpError, displayPath } from '@create-dump/core';
import type { UserGitFiles } from '../git/user-git-files.js';
import { parseGitBoolean } from '../git/config/parse-git-boolean.js';
import { findSubtree } from '../git/objects/find-subtree.js';
import { type ListedEntry, listTree } from '../git/objects/list-tree.js';
import { createObjectStore, type ObjectStore } from '../git/objects/object-store.js';
import type { Repository } from '../git/repository/open-repository.js';
import { requireRepository } from '../git/repository/require-repository.js';
import { resolveRevision, type Revision } from '../git/repository/resolve-revision.js';
import type { Yielder } from '../yielder.js';
import { createDumpRules, type DumpRules } from './dump-rules.js';
import { createIgnoreFileReader } from './revision-ignore-files.js';

/** The tree of a revision, in the object store. */
export interface RevisionTree {
  readonly repository: Repository;
  readonly prefix: string;
  readonly store: ObjectStore;
  readonly revision: Revision;
  /** Everything below the root, in git's order. */
  readonly listed: readonly ListedEntry[];
  /** The rules of the revision's own `.dumpignore` files, from the top of its tree on. */
  readonly dumpRules: DumpRules;
  /** Sentences: which ignore files couldn't be read. Grows while files are selected. */
  readonly warnings: readonly string[];
}

export interface RevisionTreeOptions extends UserGitFiles {
  readonly root: string;
  readonly revision: string;
}

/** @throws {CreateDumpError} As the collector of revisions does. */
export async function openRevisionTree(
  options: RevisionTreeOptions,
  yielder: Yielder,
): Promise<RevisionTree> {
  const { root, revision: name } = options;
  const { repository, prefix } = requireRepository(root, options);
  const store = createObjectStore(repository);
  const revision = resolveRevision(repository, store, name);
  const tree = treeAt(store, revision, prefix, name);
  const listed = await listTree(store, tree, yielder);
  const { path, top = revision.tree } = revision;
  const place = {
    prefix: path === undefined ? prefix : path === '' ? '' : `${path}/`,
    nameOuter: (fromTop: string) => `${name.split(':', 1).join('')}:${fromTop}`,
  };
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const dumpRules = createDumpRules({
    ...place,
    ignoreCase: parseGitBoolean(repository.config.get('core.ignorecase')) ?? false,
    read: createIgnoreFileReader({ ...place, store, top, listed, warn }),
  });
  return { repository, prefix, store, revision, listed, dumpRules, warnings };
}

/** The id of the tree of the directory `prefix` in a revision. */
function treeAt(
  store: ObjectStore,
  { tree, path }: Revision,
  prefix: string,
  revision: string,
): string {
  // The path counts from the top of the repository, whatever the root.
  if (path !== undefined) return tree;
  const found = findSubtree(store, tree, prefix);
  if (found !== undefined) return found;
  throw new CreateDumpError(
    'USAGE',
    `There is no directory ${displayPath(prefix)} in ${displayPath(revision)}. Name a revision that has it, or another root.`,
  );
}
