import type { FilterRule } from '../filter/create-user-filter.js';
import type { DirectoryEntry } from '../file-system/list-directory.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import { toByteText } from '../ignore/byte-text.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { enterDirectory, hasAbsentRules } from './directory-rules.js';
import { dumpIgnoreName } from './dump-rules.js';
import type { HiddenBy } from './hidden-finder.js';
import type { SelectionBuilder } from './selection-builder.js';
import type { SelectionRequest } from './selection-request.js';
import type { TrackedPaths } from './tracked-paths.js';
import type { Tree } from './tree.js';

/** A directory to walk. */
export interface PendingDirectory {
  /** Relative to the root, empty or with a trailing slash. */
  readonly directory: string;
  /** git's rules for its entries, without those of its own `.gitignore`. */
  readonly outer: IgnoreChain | undefined;
  /** The same of `.dumpignore` files. */
  readonly outerDump: IgnoreChain | undefined;
  /** The user's rule that excludes it, if some of its files may be included all the same. */
  readonly excluded: FilterRule | undefined;
  /** What hides it by an ignore rule, if some of its files may be included all the same. */
  readonly hidden: HiddenBy | undefined;
  /** Whether git tracks files below it. */
  readonly hasTracked: boolean;
}

/** Handles one entry of a directory; returns it if it is a directory to walk. */
type VisitEntry = (entry: DirectoryEntry) => PendingDirectory | undefined;

/** Returns a function that enters a directory with these entries. */
export function createVisitor(
  { tree, filter, options }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): (pending: PendingDirectory, entries: readonly DirectoryEntry[]) => VisitEntry {
  const { dumpRules } = tree;
  const useRules = options.useGitignore !== false;
  const isNested = (path: string) =>
    tree.index !== undefined && isRepositoryTop(`${tree.root}/${path}`);

  const descend = (pending: PendingDirectory, path: string, change: Partial<PendingDirectory>) => {
    const hasTracked = pending.hasTracked && tracked.hasBelow(`${path}/`);
    if (!hasTracked && isNested(path)) {
      builder.nestedRepository(path);
      return undefined;
    }
    const excluded = pending.excluded ?? builder.admission.excludedDirectory(path);
    return excluded === undefined || filter.reachesBelow(excluded)
      ? { ...pending, ...change, directory: `${path}/`, excluded, hasTracked }
      : undefined;
  };

  /** Only an include can choose what an ignore rule hides. Tracked files are found without a walk. */
  const visitHidden = (
    pending: PendingDirectory,
    hidden: HiddenBy,
    { name, kind }: DirectoryEntry,
  ) => {
    const path = pending.directory + name;
    if (kind === 'directory') {
      if (filter.mayInclude(path) && !tracked.isSubmodule(path))
        return descend(pending, path, { hidden });
    } else {
      if (pending.hasTracked && tracked.find(path) !== undefined) return undefined;
      if (filter.include(path) !== undefined) {
        builder.consider({ path, position: undefined, excluded: pending.excluded });
        return undefined;
      }
    }
    builder.ignore(hidden.rule, hidden.path);
    return undefined;
  };

  return (pending, entries) => {
    const { directory, excluded } = pending;
    if (pending.hidden !== undefined) {
      const { hidden } = pending;
      return (entry) =>
        isGitDirectory(tree, entry.name) ? undefined : visitHidden(pending, hidden, entry);
    }
    const has = (file: string) => entries.some(({ name }) => name === file);
    const hasRules = useRules && (has('.gitignore') || hasAbsentRules(tree, directory));
    const outer = hasRules ? enterDirectory(tree, pending.outer, directory) : pending.outer;
    const outerDump =
      has(dumpIgnoreName) || hasAbsentRules(tree, directory, dumpIgnoreName)
        ? dumpRules.enter(pending.outerDump, directory)
        : pending.outerDump;
    const inside = { ...pending, outer, outerDump };
    const directoryText = toByteText(tree.prefix + directory);

    return (entry) => {
      const { name, kind } = entry;
      if (isGitDirectory(tree, name)) return undefined;
      const path = directory + name;
      const isDirectory = kind === 'directory';
      const position = pending.hasTracked ? tracked.take(path, kind) : undefined;
      if (position === 'twin') return undefined;
      const rule =
        dumpRules.decide(outerDump, directory, name, isDirectory) ??
        (useRules && position === undefined
          ? decidingRule(outer, directoryText, toByteText(name), isDirectory)
          : undefined);
      const hidden =
        rule?.negated === false ? { rule, path: isDirectory ? `${path}/` : path } : undefined;
      if (position !== undefined) {
        const trackedPath = tracked.pathOf(position);
        // Keeps one string for each path instead of two equal ones.
        const same = trackedPath === path ? trackedPath : path;
        builder.considerTracked({ path: same, position, excluded }, hidden);
        return undefined;
      }
      if (hidden !== undefined) return visitHidden(inside, hidden, entry);
      if (isDirectory) return descend(inside, path, {});
      builder.consider({ path, position, excluded });
      return undefined;
    };
  };
}

function isGitDirectory(tree: Tree, name: string): boolean {
  return name === '.git' || (tree.ignoreCase && lowerAscii(name) === '.git');
}
