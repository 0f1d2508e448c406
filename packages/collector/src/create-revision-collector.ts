import {
  comparePaths,
  CreateDumpError,
  type Discover,
  displayPath,
  type FileMode,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import type { SelectionOptions } from './collector-options.js';
import { createAdmission } from './filter/create-admission.js';
import { createUserFilter } from './filter/create-user-filter.js';
import { entryModes } from './git/objects/entry-modes.js';
import { requireRepository } from './git/repository/require-repository.js';
import { type Revision, resolveRevision } from './git/repository/resolve-revision.js';
import { findSubtree } from './git/objects/find-subtree.js';
import { type ListedEntry, listTree } from './git/objects/list-tree.js';
import { createObjectStore, type ObjectStore } from './git/objects/object-store.js';
import { createYielder } from './yielder.js';
import { identifyTree } from './selection/identify-tree.js';
import { nameTree } from './selection/name-tree.js';

/** The selection options that apply to a revision: it has neither ignored nor untracked files. */
export interface RevisionCollectorOptions extends Omit<
  SelectionOptions,
  'useGitignore' | 'trackedOnly' | 'recurseSubmodules' | 'listed' | 'excludesFile'
> {
  /**
   * A commit, tag, branch or tree: `v1.0`, `main~2`, `3f2c9a`, `v1.0-3-g3f2c9a`, `main@{upstream}`, `HEAD^{tree}`,
   * `HEAD:src`.
   */
  readonly revision: string;
  /** Add branch and commit to the result. Default: true. */
  readonly gitMetadata?: boolean;
}

/**
 * Creates the port that finds the files of a revision in the object store. Needs no checkout, so it also works in a bare
 * repository. {@link createObjectReader} reads the contents.
 *
 * @throws {CreateDumpError} `USAGE` for an invalid pattern. The port rejects with `USAGE` for an unknown revision,
 *   `ROOT_INVALID` outside a repository, `REPOSITORY_UNREADABLE` for a damaged repository.
 */
export function createRevisionCollector(options: RevisionCollectorOptions): Discover {
  createUserFilter(options); // Throws for an invalid pattern.
  return async (signal) => {
    const filter = createUserFilter(options);
    const yielder = createYielder(signal);
    const { root, revision } = options;
    const { repository, prefix } = requireRepository(root, options);
    const store = createObjectStore(repository);
    const found = resolveRevision(repository, store, revision);
    const tree = treeAt(store, found, prefix, revision);
    const files: SourceFile[] = [];
    const skipped: SkippedFile[] = [];
    const admission = createAdmission(filter, (record) => skipped.push(record));
    for (const entry of await listTree(store, tree, yielder)) {
      await yielder.step(10);
      const above = admission.excludedAbove(entry.path);
      if (!admission.admits(entry.path, above)) continue;
      const described = describe(entry, store, options.maxSize ?? Infinity);
      if ('skipped' in described) skipped.push(described);
      else files.push(described);
    }
    const { commit, branch } = found;
    return {
      name: nameTree({ root, prefix, repository }),
      tree: identifyTree({ root, prefix, repository }),
      files,
      skipped: skipped.sort((a, b) => comparePaths(a.path, b.path)),
      ignored: 0,
      unmatched: filter.unmatched(),
      ...(options.gitMetadata === false ? {} : { git: { branch, commit, dirty: false } }),
    };
  };
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

function describe(
  { path, mode, oid }: ListedEntry,
  store: ObjectStore,
  maxSize: number,
): SourceFile | SkippedFile {
  if (mode === entryModes.gitlink)
    return { path, skipped: 'submodule', mode: '160000', detail: oid };
  const header = store.findHeader(oid);
  const text = mode.toString(8) as FileMode;
  if (header?.kind !== 'blob') {
    return { path, skipped: 'io-error', mode: text, detail: `the git object ${oid} is missing` };
  }
  if (header.size > maxSize) return { path, skipped: 'too-large', mode: text, size: header.size };
  return { path, mode: text, size: header.size, oid };
}
