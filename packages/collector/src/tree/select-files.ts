import type { Stats } from 'node:fs';
import { comparePaths } from '@create-dump/core';
import { toByteText } from '../byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import type { FilterRule, UserFilter } from '../filter/create-user-filter.js';
import { isRepositoryTop } from '../git/locate-repository.js';
import type { IndexEntry } from '../git/parse-index.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import type { Pacer } from '../pacer.js';
import type { DirectoryEntry, EntryKind } from './list-directory.js';
import { enterDirectory, type Tree } from './open-tree.js';
import { createSelectionLedger, type Selection, type SelectionLedger } from './selection-ledger.js';
import { selectListed } from './select-listed.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

export interface SelectionRequest {
  readonly tree: Tree;
  readonly filter: UserFilter;
  readonly options: SelectionOptions;
  readonly pacer: Pacer;
  /** Told of each tracked path that was looked at, so that nobody need look again. */
  readonly onTracked: (entry: IndexEntry, stats: Stats | undefined) => void;
}

/** Selects the files of a tree as git does, and then by the user's rules. */
export async function selectFiles(request: SelectionRequest): Promise<Selection> {
  const { tree, options } = request;
  const tracked = createTrackedPaths(tree);
  const ledger = createSelectionLedger(request);
  if (options.listed !== undefined) {
    await selectListed(request, options.listed, tracked, ledger);
    return ledger.selection();
  }
  if (options.trackedOnly !== true) await walk(request, tracked, ledger);
  for (const [path, entry] of tracked.unseen) {
    await request.pacer.step();
    if (!tracked.isReal(path.slice(0, path.lastIndexOf('/') + 1))) continue;
    const excluded = ledger.admission.excludedAbove(path);
    if (excluded === undefined || request.filter.hasIncludes)
      ledger.consider({ path, entry, excluded });
  }
  return ledger.selection();
}

interface Pending {
  /** Empty or with a trailing slash. */
  readonly directory: string;
  readonly name: string;
  readonly kind: EntryKind;
  readonly chain: IgnoreChain | undefined;
  /** The rule that leaves out the directory, where some of its files may still be wanted. */
  readonly excluded: FilterRule | undefined;
}

async function walk(
  { tree, filter, options, pacer }: SelectionRequest,
  tracked: TrackedPaths,
  ledger: SelectionLedger,
): Promise<void> {
  const useRules = options.useGitignore !== false;
  const stack: Pending[] = [];
  const enter = (
    directory: string,
    outer: IgnoreChain | undefined,
    excluded: FilterRule | undefined,
  ) => {
    const entries = ledger.list(directory);
    const hasRules = useRules && entries.some(({ name }) => name === '.gitignore');
    const chain = hasRules ? enterDirectory(tree, outer, directory) : outer;
    for (const { name, kind } of entries.sort(backwards)) {
      stack.push({ directory, name, kind, chain, excluded });
    }
  };
  if (tree.hiddenBy === undefined) enter('', tree.outerRules, undefined);
  else ledger.ignore(tree.hiddenBy, true);

  for (let pending = stack.pop(); pending !== undefined; pending = stack.pop()) {
    await pacer.step();
    const { directory, name, kind, chain, excluded } = pending;
    if (name === '.git' || (tree.ignoreCase && name.toLowerCase() === '.git')) continue;
    const path = directory + name;
    const entry = tracked.take(path);
    if (kind !== 'directory' && entry !== undefined) {
      ledger.consider({ path, entry, excluded });
      continue;
    }
    const isDirectory = kind === 'directory';
    const rule = useRules
      ? decidingRule(chain, toByteText(tree.prefix + directory), toByteText(name), isDirectory)
      : undefined;
    if (entry !== undefined) {
      ledger.consider({ path, entry, excluded });
    } else if (rule !== undefined && !rule.negated) {
      ledger.ignore(rule, directory === '');
    } else if (!isDirectory) {
      ledger.consider({ path, excluded });
    } else if (
      tree.index !== undefined &&
      !tracked.hasBelow(path) &&
      isRepositoryTop(`${tree.root}/${path}`)
    ) {
      ledger.nestedRepository(path);
    } else {
      const by = excluded ?? ledger.admission.excludedDirectory(path);
      if (by === undefined || filter.hasIncludes) enter(`${path}/`, chain, by);
    }
  }
}

/** The last first, in the order of whole paths: a directory counts with its slash. */
function backwards(a: DirectoryEntry, b: DirectoryEntry): number {
  return comparePaths(sortKey(b), sortKey(a));
}

function sortKey({ name, kind }: DirectoryEntry): string {
  return kind === 'directory' ? `${name}/` : name;
}
