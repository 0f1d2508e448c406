import {
  comparePaths,
  CreateDumpError,
  type Discover,
  type Discovery,
  displayPath,
} from '@create-dump/core';
import { statSync } from 'node:fs';
import type { CollectorOptions, DiscoveryOptions } from '../collector-options.js';
import { compileUserGlobs, createUserFilter } from '../filter/create-user-filter.js';
import { type ChangeDetector, createChangeDetector } from '../git/changes/change-detector.js';
import { shareChanges } from '../git/changes/share-changes.js';
import { preloadStats } from './preload-stats.js';
import { createYielder, type Yielder } from '../yielder.js';
import { openTree } from './open-tree.js';
import { countSparseAbsent } from './count-sparse-absent.js';
import { expandSubmodules } from './expand-submodules.js';
import { identifyTree } from './identify-tree.js';
import { nameTree } from './name-tree.js';
import { selectFiles } from './select-files.js';
import type { Tree } from './tree.js';

/** What `createCollector` and `createLister` have in common. */
export function createDiscovery(options: DiscoveryOptions): Discover {
  const globs = compileUserGlobs(options);
  return async (signal) => {
    const filter = createUserFilter(options, globs);
    const yielder = createYielder(signal);
    checkRoot(options.root);
    const tree = await openTree(options, yielder, options.statPreload);
    using preloaded = preloadStats(tree, options.statPreload);
    const detector =
      options.gitMetadata === false ? undefined : detectChanges(tree, options, yielder);
    const selection = await selectFiles({
      tree,
      filter,
      options,
      yielder,
      preloaded,
      onTracked: (position, stats) => detector?.see(position, stats),
    });
    const { files, skipped, ignored } =
      options.recurseSubmodules === true && options.listed === undefined
        ? await expandSubmodules(
            selection,
            { options, filter, ignoreTop: tree.ignoreTop, collect: createDiscovery },
            signal,
          )
        : selection;
    const byPath = (a: { path: string }, b: { path: string }) => comparePaths(a.path, b.path);
    const { busiestRule } = selection;
    return {
      name: nameTree(tree),
      tree: identifyTree(tree),
      files: files.toSorted(byPath),
      skipped: skipped.toSorted(byPath),
      ignored,
      ...(busiestRule === undefined ? {} : { busiestRule }),
      unmatched: filter.unmatched(),
      ...(tree.warnings.length === 0 ? {} : { warnings: tree.warnings }),
      ...(options.gitMetadata === false ? {} : await gitOf(tree, detector, options, yielder)),
    };
  };
}

function detectChanges(
  tree: Tree,
  userFiles: CollectorOptions,
  yielder: Yielder,
): ChangeDetector | undefined {
  const { repository, index, store } = tree;
  if (repository?.workTree === undefined || !index || !store) return undefined;
  const { workTree } = repository;
  return createChangeDetector({ repository, workTree, index, store, userFiles, yielder });
}

async function gitOf(
  tree: Tree,
  detector: ChangeDetector | undefined,
  { sharedChanges }: CollectorOptions,
  yielder: Yielder,
): Promise<Pick<Discovery, 'git'>> {
  const { repository, warnings } = tree;
  if (repository === undefined) return {};
  const find = detector && (() => detector.finish());
  const workTree = repository.workTree ?? '';
  const changes = await (find && sharedChanges
    ? shareChanges(sharedChanges, workTree, find)
    : find?.());
  const { branch, commit } = repository.head;
  // A setting that couldn't be read might decide.
  const isKnown = repository.configProblems.length === 0;
  const dirty = (isKnown ? changes?.dirty : null) ?? null;
  const note = [repository.head.note ?? changes?.note, ...warnings]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
  const absent = await countSparseAbsent(tree, yielder);
  const sparse = absent === 0 ? {} : { sparse: { absent } };
  return { git: { branch, commit, dirty, ...sparse, ...(note === '' ? {} : { note }) } };
}

function checkRoot(root: string): void {
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return;
  const what = stats === undefined ? "doesn't exist" : 'is not a directory';
  throw new CreateDumpError('ROOT_INVALID', `${displayPath(root)} ${what}. Name a directory.`);
}
