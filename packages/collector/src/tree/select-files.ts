import type { Stats } from 'node:fs';
import { toByteText } from '../byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import type { FilterRule, UserFilter } from '../filter/create-user-filter.js';
import { isRepositoryTop } from '../git/locate-repository.js';
import type { IndexEntry } from '../git/parse-index.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import type { Pacer } from '../pacer.js';
import type { DirectoryEntry } from './list-directory.js';
import { enterDirectory, hasAbsentRules, type Tree } from './open-tree.js';
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
  for (const { path, entry } of tracked.unseen()) {
    const pause = request.pacer.step();
    if (pause !== undefined) await pause;
    if (!tracked.isReal(path.slice(0, path.lastIndexOf('/') + 1))) continue;
    const excluded = ledger.admission.excludedAbove(path);
    if (excluded === undefined || request.filter.reachesBelow(excluded)) {
      ledger.consider({ path, entry, excluded });
    }
  }
  return ledger.selection();
}

/** A directory that is to be walked. */
interface Place {
  /** Empty or with a trailing slash. */
  readonly directory: string;
  /** The rules for its entries, but for those of its own `.gitignore`. */
  readonly outer: IgnoreChain | undefined;
  /** The rule that leaves it out, where some of its files may still be wanted. */
  readonly excluded: FilterRule | undefined;
}

async function walk(
  request: SelectionRequest,
  tracked: TrackedPaths,
  ledger: SelectionLedger,
): Promise<void> {
  const { tree, pacer } = request;
  if (tree.hiddenBy !== undefined) {
    ledger.ignore(tree.hiddenBy, true);
    return;
  }
  const visit = createVisitor(request, tracked, ledger);
  const places: Place[] = [{ directory: '', outer: tree.outerRules, excluded: undefined }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const entries = ledger.list(place.directory);
    const below: Place[] = [];
    const look = visit(place, entries);
    for (const entry of entries) {
      const pause = pacer.step();
      if (pause !== undefined) await pause;
      const next = look(entry);
      if (next !== undefined) below.push(next);
    }
    places.push(...below.toReversed());
  }
}

function createVisitor(
  { tree, filter, options }: SelectionRequest,
  tracked: TrackedPaths,
  ledger: SelectionLedger,
) {
  const useRules = options.useGitignore !== false;
  const isNested = (path: string) =>
    tree.index !== undefined && !tracked.hasBelow(path) && isRepositoryTop(`${tree.root}/${path}`);

  return ({ directory, outer, excluded }: Place, entries: readonly DirectoryEntry[]) => {
    const isThere = entries.some(({ name }) => name === '.gitignore');
    const hasRules = useRules && (isThere || hasAbsentRules(tree, directory));
    const chain = hasRules ? enterDirectory(tree, outer, directory) : outer;
    const directoryText = toByteText(tree.prefix + directory);

    /** Deals with one entry; returns it if it is a directory to go into. */
    return ({ name, kind }: DirectoryEntry): Place | undefined => {
      if (name === '.git' || (tree.ignoreCase && name.toLowerCase() === '.git')) return undefined;
      const path = directory + name;
      const entry = tracked.take(path, kind);
      if (entry !== undefined) {
        ledger.consider({ path, entry, excluded });
        return undefined;
      }
      const isDirectory = kind === 'directory';
      const rule = useRules
        ? decidingRule(chain, directoryText, toByteText(name), isDirectory)
        : undefined;
      if (rule !== undefined && !rule.negated) {
        ledger.ignore(rule, directory === '');
      } else if (!isDirectory) {
        ledger.consider({ path, excluded });
      } else if (isNested(path)) {
        ledger.nestedRepository(path);
      } else {
        const by = excluded ?? ledger.admission.excludedDirectory(path);
        if (by === undefined || filter.reachesBelow(by)) {
          return { directory: `${path}/`, outer: chain, excluded: by };
        }
      }
      return undefined;
    };
  };
}
