import {
  comparePaths,
  type Discover,
  type FileMode,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import type { SelectionOptions } from './collector-options.js';
import { createAdmission } from './filter/create-admission.js';
import { compileUserGlobs, createUserFilter } from './filter/create-user-filter.js';
import { entryModes } from './git/objects/entry-modes.js';
import type { ListedEntry } from './git/objects/list-tree.js';
import type { ObjectStore } from './git/objects/object-store.js';
import { createYielder } from './yielder.js';
import { createHiddenFinder } from './selection/hidden-finder.js';
import { identifyTree } from './selection/identify-tree.js';
import { createIgnoredCounter } from './selection/ignored-counter.js';
import { nameTree } from './selection/name-tree.js';
import { type IsOwnBlob, ownBlobTest } from './selection/own-blob-test.js';
import { openRevisionTree } from './selection/revision-tree.js';

/** The selection options that apply to a revision: it has no untracked files, so git's ignore rules don't matter. */
export interface RevisionCollectorOptions extends Omit<
  SelectionOptions,
  | 'useGitignore'
  | 'trackedOnly'
  | 'recurseSubmodules'
  | 'listed'
  | 'excludesFile'
  | 'isOwnOutput'
  | 'ignoreTop'
> {
  /**
   * A commit, tag, branch or tree: `v1.0`, `main~2`, `3f2c9a`, `v1.0-3-g3f2c9a`, `main@{upstream}`, `HEAD^{tree}`,
   * `HEAD:src`.
   */
  readonly revision: string;
  /** Add branch and commit to the result. Default: true. */
  readonly gitMetadata?: boolean;
  /** Recognizes our own outputs, which are omitted without a record. */
  readonly isOwnBlob?: IsOwnBlob;
}

/**
 * Creates the port that finds the files of a revision in the object store. Needs no checkout, so it also works in a bare
 * repository. {@link createObjectReader} reads the contents.
 *
 * @throws {CreateDumpError} `USAGE` for an invalid pattern. The port rejects with `USAGE` for an unknown revision,
 *   `ROOT_INVALID` outside a repository, `REPOSITORY_UNREADABLE` for a damaged repository.
 */
export function createRevisionCollector(options: RevisionCollectorOptions): Discover {
  const globs = compileUserGlobs(options);
  return async (signal) => {
    const yielder = createYielder(signal);
    const { root, isOwnBlob } = options;
    const tree = await openRevisionTree(options, yielder);
    const { repository, prefix, store } = tree;
    const files: SourceFile[] = [];
    const skipped: SkippedFile[] = [];
    const filter = createUserFilter({ ...options, ...ownBlobTest(tree, isOwnBlob) }, globs);
    const admission = createAdmission(filter, (record) => skipped.push(record));
    const findHidden = createHiddenFinder(tree.dumpRules);
    const counter = createIgnoredCounter();
    for (const entry of tree.listed) {
      await yielder.step(10);
      const hidden = findHidden(entry.path, entry.mode === entryModes.gitlink);
      if (hidden !== undefined && filter.include(entry.path) === undefined) {
        const { rule, path } = hidden;
        counter.add(rule, path);
        filter.hide(path.replace(/^\.?\/|\/$/g, ''), path.endsWith('/'), rule);
        continue;
      }
      const above = admission.excludedAbove(entry.path);
      if (!admission.admits(entry.path, above)) continue;
      const described = describe(entry, store, options.maxSize ?? Infinity);
      if ('skipped' in described) skipped.push(described);
      else files.push(described);
    }
    const { commit, branch } = tree.revision;
    const busiestRule = counter.busiestRule();
    return {
      name: nameTree({ root, prefix, repository }),
      tree: identifyTree({ root, prefix, repository }),
      files,
      skipped: skipped.sort((a, b) => comparePaths(a.path, b.path)),
      ignored: counter.count(),
      ...(busiestRule === undefined ? {} : { busiestRule }),
      unmatched: filter.unmatched(),
      ...(tree.warnings.length === 0 ? {} : { warnings: tree.warnings }),
      ...(options.gitMetadata === false ? {} : { git: { branch, commit, dirty: false } }),
    };
  };
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
