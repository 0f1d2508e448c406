// Whether files differ from what git has recorded. Index entries and stats go in, and contents are hashed only where stats
// are inconclusive; out come the answer of `git describe --dirty`, and the object ids that a file's content could have.
// Filters are never run: where one would decide, the answer is "unknown", with a note.

import { CreateDumpError, displayPath } from '@create-dump/core';
import { createLinkGuard } from '../../file-system/link-guard.js';
import { createPresenceTest } from '../../file-system/presence-test.js';
import { type FileStats, tryReadStats } from '../../file-system/file-stats.js';
import { entryModes } from '../objects/entry-modes.js';
import type { ChangeDetectorOptions, Changes } from './changes.js';
import { compareIndexWithTree, type IndexDifferences } from './compare-index-with-tree.js';
import { compareStat, type StatAnswer } from './compare-stat.js';
import { type IndexEntry, readIndexOid } from '../index-file/parse-index.js';
import { readStatRules } from './read-stat-rules.js';
import { resolveRevision } from '../repository/resolve-revision.js';
import { createBlobIdFinder } from './blob-id-finder.js';
import { createSubmoduleComparer, type CompareSubmodule } from './submodule-comparer.js';

/** Detects whether tracked files differ from the commit, as `git describe --dirty` does. Runs no filter and no hook. */
export interface ChangeDetector {
  /** Compares the entry at a position of the index with stats that the caller has read anyway. */
  see(position: number, stats: FileStats | undefined): void;
  /** Checks the remaining entries. If `dirty` can't be determined it is null, and `note` may say why. */
  finish(): Promise<Changes>;
}

export function createChangeDetector(options: ChangeDetectorOptions): ChangeDetector {
  const { repository, workTree, index, yielder, isSubmodule = false } = options;
  const rules = readStatRules(repository);
  const seen = new Uint8Array(index.entries.length);
  const found: Found = { changed: false, trusted: [], removed: [], unknown: [] };
  const see = (position: number, stats: FileStats | undefined, exists?: boolean) => {
    const entry = index.entries[position];
    if (entry === undefined) return;
    seen[position] = 1;
    const answer = compareStat(entry, stats, rules, exists);
    if (answer === 'changed') found.changed = true;
    else if (answer !== 'same') found[answer].push(entry);
  };
  const isReal = createLinkGuard(workTree);
  const isPresent = createPresenceTest(workTree);
  return {
    see,
    async finish() {
      if (repository.head.commit === null && !isSubmodule) return { dirty: null };
      for (let next = seen.indexOf(0); next !== -1; next = seen.indexOf(0, next + 1)) {
        if (found.changed) return { dirty: true };
        await yielder.step();
        const path = index.entries[next]?.path ?? '';
        if (isReal(path)) see(next, tryReadStats(`${workTree}/${path}`));
        else see(next, undefined, rules.comparesPresent && isPresent(path));
      }
      if (found.changed) return { dirty: true };
      try {
        return await compare(options, found);
      } catch (error) {
        if (error instanceof CreateDumpError) return { dirty: null, note: error.message };
        throw error;
      }
    },
  };
}

/** What the stats of all entries say. */
type Found = { changed: boolean } & Record<Exclude<StatAnswer, 'same' | 'changed'>, IndexEntry[]>;

async function compare(options: ChangeDetectorOptions, found: Found): Promise<Changes> {
  const { repository, index, store, yielder, isSubmodule = false } = options;
  const submodules = createSubmoduleComparer(options, (one) => createChangeDetector(one).finish());
  const { commit } = repository.head;
  const tree = commit === null ? undefined : resolveRevision(repository, store, commit).tree;
  const differences: IndexDifferences =
    tree === undefined
      ? { added: new Set(index.entries.map(({ path }) => path)), others: new Map() }
      : await compareIndexWithTree(index, tree, store, yielder);
  const isStaged = isSubmodule
    ? differences.added.size > 0 || differences.others.size > 0
    : isDifferent(differences, found, index.entries, submodules);
  if (isStaged) return { dirty: true };
  for (const { path, mode } of found.removed) {
    // A staged file that doesn't exist is no difference between commit and work tree.
    const isOutside = differences.added.has(path) && !isSubmodule;
    if (!isOutside && !submodules.ignores(path, mode)) return { dirty: true };
  }
  return compareContents(options, found.unknown, submodules);
}

/** Whether commit and index differ in a way that `git describe --dirty` takes for a change. */
function isDifferent(
  { added, others }: IndexDifferences,
  { removed }: Found,
  entries: readonly IndexEntry[],
  submodules: CompareSubmodule,
): boolean {
  for (const [path, mode] of others) if (!submodules.ignores(path, mode)) return true;
  if (added.size === 0) return false;
  const gone = new Set(removed);
  return entries.some(
    (entry) =>
      added.has(entry.path) && !gone.has(entry) && !submodules.ignores(entry.path, entry.mode),
  );
}

async function compareContents(
  options: ChangeDetectorOptions,
  entries: readonly IndexEntry[],
  submodules: CompareSubmodule,
): Promise<Changes> {
  const { index, yielder } = options;
  const findId = createBlobIdFinder(options, yielder);
  let unclear: string | undefined;
  for (const entry of entries) {
    if (entry.mode === entryModes.gitlink) {
      const { dirty, note } = await submodules.compare(entry);
      if (dirty === true) return { dirty };
      if (dirty === null)
        unclear ??= `Whether the submodule ${displayPath(entry.path)} was changed can't be told${note === undefined ? '.' : `: ${note}`}`;
      continue;
    }
    const { id, unclear: why } = await findId(entry.path, entry);
    if (why !== undefined) {
      unclear ??= `Whether ${displayPath(entry.path)} was changed can't be told: ${why}.`;
    } else if (id !== readIndexOid(entry, index.format)) return { dirty: true };
  }
  return unclear === undefined ? { dirty: false } : { dirty: null, note: unclear };
}
