// Which files of a directory tree are chosen, and why. A root and the user's options go in; out come the chosen files, the
// skipped ones with reasons, and the number of ignored ones: first what git would list, then the user's rules on top.
// `explainPaths` answers the same question for single paths, and must agree with `selectFiles`.

import { enterDirectory } from './directory-rules.js';
import { createHiddenFinder } from './hidden-finder.js';
import { createListTest } from './list-test.js';
import { createVisitor } from './create-visitor.js';
import type { PendingDirectory } from './pending-directory.js';
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
  await selectBelow([''], request, tracked, builder);
  return builder.selection();
}

/** @param directories Relative to the root, empty or with a trailing slash. */
async function selectBelow(
  directories: readonly string[],
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  if (directories.length === 0) return;
  if (request.options.trackedOnly !== true) {
    // Innermost first: a rule may hide a listed directory from a walk that starts above it.
    for (const directory of directories.toSorted((a, b) => b.length - a.length))
      await walk(directory, request, tracked, builder);
  }
  await selectUnseen(directories, request, tracked, builder);
}

/** Selects the tracked files that a walk doesn't reach, because a rule ignores a directory above them. */
async function selectUnseen(
  directories: readonly string[],
  { tree, options, yielder, filter }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const listed = options.listed && createListTest(tree.root, options.listed).named;
  const findHidden = createHiddenFinder(tree.dumpRules, listed);
  for (const position of tracked.unseen()) {
    const pause = yielder.step();
    if (pause !== undefined) await pause;
    const path = tracked.pathOf(position);
    if (!directories.some((directory) => path.startsWith(directory))) continue;
    if (!tracked.isReal(path)) continue;
    const excluded = builder.admission.excludedAbove(path);
    if (excluded === undefined || filter.reachesBelow(excluded)) {
      const hidden = findHidden(path, tracked.isSubmodule(path));
      builder.considerTracked({ path, position, excluded }, hidden);
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
    considerTracked(candidate, hidden) {
      if (isNew(candidate.path)) builder.considerTracked(candidate, hidden);
    },
    list: (directory) => (isNew(`${directory}/`) ? builder.list(directory) : []),
  };
}

/** Walks depth first, in the order of paths, so that tracked files come up in the order of the index. */
async function walk(
  directory: string,
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const { tree, yielder, filter, options } = request;
  // A list is stronger than rules that hide what it names.
  const hiddenBy = options.listed === undefined ? tree.hiddenBy : undefined;
  const hidden = hiddenBy && { rule: hiddenBy, path: './' };
  if (hidden !== undefined && !filter.hasIncludes) {
    builder.ignore(hidden.rule, hidden.path);
    filter.hide('', true, hidden.rule);
    return;
  }
  const visit = createVisitor(request, tracked, builder);
  const enter = (pending: PendingDirectory) => {
    const entries = builder.list(pending.directory);
    return { entries, visitEntry: visit(pending, entries), next: 0 };
  };
  const start = {
    directory,
    ...rulesAbove(directory, request),
    excluded: directory === '' ? undefined : builder.admission.excludedAbove(directory),
    hidden,
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

/** The rules for the entries of a directory, without those of its own ignore files. */
function rulesAbove(
  directory: string,
  { tree, options }: SelectionRequest,
): Pick<PendingDirectory, 'outer' | 'outerDump'> {
  let outer = tree.outerRules;
  let outerDump = tree.dumpRules.outer;
  for (let end = 0; end < directory.length; end = directory.indexOf('/', end) + 1) {
    const above = directory.slice(0, end);
    outerDump = tree.dumpRules.enter(outerDump, above);
    if (options.useGitignore !== false) outer = enterDirectory(tree, outer, above);
  }
  return { outer, outerDump };
}
