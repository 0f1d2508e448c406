import { toByteText } from '../ignore/byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import type { FilterRule, UserFilter } from '../filter/create-user-filter.js';
import type { FileStats } from '../file-system/file-stats.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import type { KnownStats } from './stat-preload.js';
import type { Yielder } from '../yielder.js';
import type { DirectoryEntry } from '../file-system/list-directory.js';
import { enterDirectory, hasAbsentRules, type Tree } from './open-tree.js';
import {
  createSelectionBuilder,
  type Selection,
  type SelectionBuilder,
} from './selection-builder.js';
import { selectListed } from './select-listed.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

export interface SelectionRequest {
  readonly tree: Tree;
  readonly filter: UserFilter;
  readonly options: SelectionOptions;
  readonly yielder: Yielder;
  readonly known: KnownStats;
  /** Told of each tracked path that was looked at, by its position in the index, so that nobody need look again. */
  readonly onTracked: (position: number, stats: FileStats | undefined) => void;
}

/** Selects the files of a tree as git does, and then by the user's rules. */
export async function selectFiles(request: SelectionRequest): Promise<Selection> {
  const { tree, options } = request;
  const tracked = createTrackedPaths(tree);
  const builder = createSelectionBuilder(request);
  if (options.listed !== undefined) {
    await selectListed(request, options.listed, tracked, builder);
    return builder.selection();
  }
  if (options.trackedOnly !== true) await walk(request, tracked, builder);
  for (const position of tracked.unseen()) {
    const pause = request.yielder.step();
    if (pause !== undefined) await pause;
    const path = tracked.pathOf(position);
    if (!tracked.isReal(path)) continue;
    const excluded = builder.admission.excludedAbove(path);
    if (excluded === undefined || request.filter.reachesBelow(excluded)) {
      builder.consider({ path, position, excluded });
    }
  }
  return builder.selection();
}

/** A directory that is to be walked. */
interface Place {
  /** Empty or with a trailing slash. */
  readonly directory: string;
  /** The rules for its entries, but for those of its own `.gitignore`. */
  readonly outer: IgnoreChain | undefined;
  /** The rule that leaves it out, where some of its files may still be wanted. */
  readonly excluded: FilterRule | undefined;
  /** Whether git tracks anything in it. */
  readonly hasTracked: boolean;
}

/** Walks depth first, in the order of paths: so tracked ones are met in the order of the index. */
async function walk(
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const { tree, yielder } = request;
  if (tree.hiddenBy !== undefined) {
    builder.ignore(tree.hiddenBy, true);
    return;
  }
  const visit = createVisitor(request, tracked, builder);
  const enter = (place: Place) => {
    const entries = builder.list(place.directory);
    return { entries, look: visit(place, entries), next: 0 };
  };
  const hasTracked = tree.index !== undefined;
  const root = { directory: '', outer: tree.outerRules, excluded: undefined, hasTracked };
  const entered = [enter(root)];
  const lookOn = () => {
    for (let here = entered.at(-1); here !== undefined; here = entered.at(-1)) {
      const entry = here.entries[here.next++];
      const below = entry && here.look(entry);
      if (entry === undefined) entered.pop();
      else if (below !== undefined) entered.push(enter(below));
      const pause = yielder.step();
      if (pause !== undefined) return pause;
    }
    return undefined;
  };
  for (let pause = lookOn(); pause !== undefined; pause = lookOn()) await pause;
}

function createVisitor(
  { tree, filter, options }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
) {
  const useRules = options.useGitignore !== false;
  const isNested = (path: string) =>
    tree.index !== undefined && isRepositoryTop(`${tree.root}/${path}`);

  return (place: Place, entries: readonly DirectoryEntry[]) => {
    const { directory, outer, excluded } = place;
    const isThere = entries.some(({ name }) => name === '.gitignore');
    const hasRules = useRules && (isThere || hasAbsentRules(tree, directory));
    const chain = hasRules ? enterDirectory(tree, outer, directory) : outer;
    const directoryText = toByteText(tree.prefix + directory);

    /** Deals with one entry; returns it if it is a directory to go into. */
    return ({ name, kind }: DirectoryEntry): Place | undefined => {
      if (name === '.git' || (tree.ignoreCase && name.toLowerCase() === '.git')) return undefined;
      const path = directory + name;
      const position = place.hasTracked ? tracked.take(path, kind) : undefined;
      if (position !== undefined) {
        const known = tracked.pathOf(position);
        // One string for a path, where there is no need for two.
        builder.consider({ path: known === path ? known : path, position, excluded });
        return undefined;
      }
      const isDirectory = kind === 'directory';
      const rule = useRules
        ? decidingRule(chain, directoryText, toByteText(name), isDirectory)
        : undefined;
      if (rule !== undefined && !rule.negated) {
        builder.ignore(rule, directory === '');
        return undefined;
      }
      if (!isDirectory) {
        builder.consider({ path, position, excluded });
        return undefined;
      }
      const hasTracked = place.hasTracked && tracked.hasBelow(`${path}/`);
      if (!hasTracked && isNested(path)) {
        builder.nestedRepository(path);
        return undefined;
      }
      const by = excluded ?? builder.admission.excludedDirectory(path);
      return by === undefined || filter.reachesBelow(by)
        ? { directory: `${path}/`, outer: chain, excluded: by, hasTracked }
        : undefined;
    };
  };
}
