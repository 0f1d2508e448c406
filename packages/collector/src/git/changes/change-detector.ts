// Whether files differ from what git has recorded. Index entries and stats go in, and contents are hashed only where stats
// are inconclusive; out come the answer of `git describe --dirty`, and the object ids that a file's content could have.
// Filters are never run: where one would decide, the answer is "unknown", with a note.

import { CreateDumpError, displayPath, type GitFacts } from '@create-dump/core';
import { type FileStats, tryReadStats } from '../../file-system/file-stats.js';
import { entryModes } from '../objects/entry-modes.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Yielder } from '../../yielder.js';
import { indexEqualsTree } from './index-equals-tree.js';
import { compareStat } from './compare-stat.js';
import { openRepository, type Repository } from '../repository/open-repository.js';
import { type IndexEntry, readIndexOid } from '../index-file/parse-index.js';
import type { Index } from '../index-file/read-index.js';
import { readStatRules } from './read-stat-rules.js';
import { resolveRevision } from '../repository/resolve-revision.js';
import { createBlobIdFinder } from './blob-id-finder.js';

export interface ChangeDetectorOptions {
  readonly repository: Repository;
  readonly workTree: string;
  readonly index: Index;
  readonly store: ObjectStore;
  readonly yielder: Yielder;
}

/** Detects whether tracked files differ from the commit, as `git describe --dirty` does. Runs no filter and no hook. */
export interface ChangeDetector {
  /** Compares the entry at a position of the index with stats that the caller has read anyway. */
  see(position: number, stats: FileStats | undefined): void;
  /** Checks the remaining entries. If `dirty` can't be determined it is null, and `note` may say why. */
  finish(): Promise<Pick<GitFacts, 'dirty' | 'note'>>;
}

export function createChangeDetector(options: ChangeDetectorOptions): ChangeDetector {
  const { repository, workTree, index, yielder } = options;
  const rules = readStatRules(repository);
  const seen = new Uint8Array(index.entries.length);
  const uncertain: IndexEntry[] = [];
  let changed = false;
  const see = (position: number, stats: FileStats | undefined) => {
    const entry = index.entries[position];
    if (entry === undefined) return;
    seen[position] = 1;
    const answer = compareStat(entry, stats, rules);
    if (answer === 'changed') changed = true;
    else if (answer === 'unknown') uncertain.push(entry);
  };
  return {
    see,
    async finish() {
      if (repository.head.commit === null) return { dirty: null };
      for (let next = seen.indexOf(0); next !== -1; next = seen.indexOf(0, next + 1)) {
        if (changed) break;
        await yielder.step();
        see(next, tryReadStats(`${workTree}/${index.entries[next]?.path}`));
      }
      if (changed) return { dirty: true };
      try {
        if (!(await isHeadStaged(options))) return { dirty: true };
      } catch (error) {
        if (error instanceof CreateDumpError) return { dirty: null, note: error.message };
        throw error;
      }
      return changed ? { dirty: true } : compareContents(options, uncertain);
    },
  };
}

async function isHeadStaged({ repository, index, store, yielder }: ChangeDetectorOptions) {
  const { tree } = resolveRevision(repository, store, repository.head.commit ?? 'HEAD');
  return indexEqualsTree(index, tree, store, yielder);
}

async function compareContents(
  { repository, workTree, index, yielder }: ChangeDetectorOptions,
  entries: readonly IndexEntry[],
): Promise<Pick<GitFacts, 'dirty' | 'note'>> {
  const findIds = createBlobIdFinder(repository, workTree, yielder);
  let unclear: string | undefined;
  for (const entry of entries) {
    const oid = readIndexOid(entry, index.format);
    if (entry.mode === entryModes.gitlink) {
      if (isOtherCommit(`${workTree}/${entry.path}`, oid)) return { dirty: true };
      continue;
    }
    const { ids, filtered } = await findIds(entry.path);
    if (ids.includes(oid)) continue;
    if (!filtered) return { dirty: true };
    unclear ??= entry.path;
  }
  if (unclear === undefined) return { dirty: false };
  return {
    dirty: null,
    note: `Whether ${displayPath(unclear)} was changed can't be told: git passes it through a filter, which is not run.`,
  };
}

/** Whether a submodule has a commit checked out that isn't the one in the index. */
function isOtherCommit(path: string, oid: string): boolean {
  try {
    const repository = openRepository(path, {});
    const commit = repository?.workTree === path ? repository.head.commit : null;
    return commit !== null && commit !== oid;
  } catch {
    return false;
  }
}
