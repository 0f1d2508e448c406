// Which files of a directory tree are chosen, and why. A root and the user's options go in; out come the chosen files, the
// skipped ones with reasons, and the number of ignored ones: first what git would list, then the user's rules on top.
// `explainPaths` answers the same question for single paths, and must agree with `selectFiles`.

import { toByteText } from '../ignore/byte-text.js';
import type { FilterRule } from '../filter/create-user-filter.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import type { DirectoryEntry } from '../file-system/list-directory.js';
import { enterDirectory, hasAbsentRules } from './directory-rules.js';
import {
  createSelectionBuilder,
  type Selection,
  type SelectionBuilder,
} from './selection-builder.js';
import { selectListed } from './select-listed.js';
import type { SelectionRequest } from './selection-request.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

/** Selects the files that git would list, and applies the user's rules to them. */
export async function selectFiles(request: SelectionRequest): Promise<Selection> {
  const { tree, options } = request;
  const tracked = createTrackedPaths(tree);
  const builder = createSelectionBuilder(request);
  if (options.listed !== undefined) {
    const once = onlyOnce(builder);
    const directories = await selectListed(request, options.listed, tracked, once);
    await selectBelow(directories, request, tracked, once);
    return builder.selection();
  }
  if (tree.hiddenBy === undefined) await selectBelow([''], request, tracked, builder);
  else {
    if (options.trackedOnly !== true) {
      builder.ignore(tree.hiddenBy, true);
      request.filter.hide('', true, tree.hiddenBy);
    }
    await selectUnseen([''], request, tracked, builder);
  }
  return builder.selection();
}

/** @param directories Relative to the root, empty or with a trailing slash. */
async function selectBelow(
  directories: readonly string[],
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  if (request.options.trackedOnly !== true) {
    for (const directory of directories) await walk(directory, request, tracked, builder);
  }
  if (directories.length > 0) await selectUnseen(directories, request, tracked, builder);
}

/** Selects the tracked files that a walk doesn't reach, because a rule ignores a directory above them. */
async function selectUnseen(
  directories: readonly string[],
  { yielder, filter }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  for (const position of tracked.unseen()) {
    const pause = yielder.step();
    if (pause !== undefined) await pause;
    const path = tracked.pathOf(position);
    if (!directories.some((directory) => path.startsWith(directory))) continue;
    if (!tracked.isReal(path)) continue;
    const excluded = builder.admission.excludedAbove(path);
    if (excluded === undefined || filter.reachesBelow(excluded)) {
      builder.consider({ path, position, excluded });
    }
  }
}

/** Listed directories may overlap: each directory is walked, and each path considered, only once. */
function onlyOnce(builder: SelectionBuilder): SelectionBuilder {
  const seen = new Set<string>();
  const isNew = (path: string) => !seen.has(path) && seen.add(path).has(path);
  return {
    ...builder,
    consider(candidate) {
      if (isNew(candidate.path)) builder.consider(candidate);
    },
    list: (directory) => (isNew(`${directory}/`) ? builder.list(directory) : []),
  };
}

/** A directory to walk. */
interface PendingDirectory {
  /** Relative to the root, empty or with a trailing slash. */
  readonly directory: string;
  /** The rules for its entries, without those of its own `.gitignore`. */
  readonly outer: IgnoreChain | undefined;
  /** The user's rule that excludes it, if some of its files may be included all the same. */
  readonly excluded: FilterRule | undefined;
  /** Whether git tracks files below it. */
  readonly hasTracked: boolean;
}

/** Walks depth first, in the order of paths, so that tracked files come up in the order of the index. */
async function walk(
  directory: string,
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const { tree, yielder } = request;
  const visit = createVisitor(request, tracked, builder);
  const enter = (pending: PendingDirectory) => {
    const entries = builder.list(pending.directory);
    return { entries, visitEntry: visit(pending, entries), next: 0 };
  };
  const start = {
    directory,
    outer: rulesAbove(directory, request),
    excluded: directory === '' ? undefined : builder.admission.excludedAbove(directory),
    hasTracked: tree.index !== undefined && (directory === '' || tracked.hasBelow(directory)),
  };
  const entered = [enter(start)];
  const walkUntilPause = () => {
    for (let current = entered.at(-1); current !== undefined; current = entered.at(-1)) {
      const entry = current.entries[current.next++];
      const subdirectory = entry && current.visitEntry(entry);
      if (entry === undefined) entered.pop();
      else if (subdirectory !== undefined) entered.push(enter(subdirectory));
      const pause = yielder.step();
      if (pause !== undefined) return pause;
    }
    return undefined;
  };
  for (let pause = walkUntilPause(); pause !== undefined; pause = walkUntilPause()) await pause;
}

function rulesAbove(
  directory: string,
  { tree, options }: SelectionRequest,
): IgnoreChain | undefined {
  let chain = tree.outerRules;
  if (options.useGitignore === false) return chain;
  for (let end = 0; end < directory.length; end = directory.indexOf('/', end) + 1) {
    chain = enterDirectory(tree, chain, directory.slice(0, end));
  }
  return chain;
}

function createVisitor(
  { tree, filter, options }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
) {
  const useRules = options.useGitignore !== false;
  const isNested = (path: string) =>
    tree.index !== undefined && isRepositoryTop(`${tree.root}/${path}`);

  return (pending: PendingDirectory, entries: readonly DirectoryEntry[]) => {
    const { directory, outer, excluded } = pending;
    const hasIgnoreFile = entries.some(({ name }) => name === '.gitignore');
    const hasRules = useRules && (hasIgnoreFile || hasAbsentRules(tree, directory));
    const chain = hasRules ? enterDirectory(tree, outer, directory) : outer;
    const directoryText = toByteText(tree.prefix + directory);

    /** Handles one entry; returns it if it is a directory to walk. */
    return ({ name, kind }: DirectoryEntry): PendingDirectory | undefined => {
      if (name === '.git' || (tree.ignoreCase && lowerAscii(name) === '.git')) return undefined;
      const path = directory + name;
      const position = pending.hasTracked ? tracked.take(path, kind) : undefined;
      if (position === 'twin') return undefined;
      if (position !== undefined) {
        const trackedPath = tracked.pathOf(position);
        // Keeps one string for each path instead of two equal ones.
        builder.consider({ path: trackedPath === path ? trackedPath : path, position, excluded });
        return undefined;
      }
      const isDirectory = kind === 'directory';
      const rule = useRules
        ? decidingRule(chain, directoryText, toByteText(name), isDirectory)
        : undefined;
      if (rule !== undefined && !rule.negated) {
        builder.ignore(rule, directory === '');
        filter.hide(path, isDirectory, rule);
        return undefined;
      }
      if (!isDirectory) {
        builder.consider({ path, position, excluded });
        return undefined;
      }
      const hasTracked = pending.hasTracked && tracked.hasBelow(`${path}/`);
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
