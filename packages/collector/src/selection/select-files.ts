// Which files of a directory tree are chosen, and why. A root and the user's options go in; out come the chosen files, the
// skipped ones with reasons, and the number of ignored ones: first what git would list, then the user's rules on top.
// `explainPaths` answers the same question for single paths, and must agree with `selectFiles`.

import { createHiddenFinder } from './hidden-finder.js';
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
    await selectListed(request, options.listed, tracked, builder);
    return builder.selection();
  }
  if (options.trackedOnly !== true) await walk(request, tracked, builder);
  const findHidden = createHiddenFinder(tree.dumpRules);
  for (const position of tracked.unseen()) {
    const pause = request.yielder.step();
    if (pause !== undefined) await pause;
    const path = tracked.pathOf(position);
    if (!tracked.isReal(path)) continue;
    const excluded = builder.admission.excludedAbove(path);
    if (excluded === undefined || request.filter.reachesBelow(excluded)) {
      const hidden = findHidden(path, tracked.isSubmodule(path));
      builder.considerTracked({ path, position, excluded }, hidden);
    }
  }
  return builder.selection();
}

/** Walks depth first, in the order of paths, so that tracked files come up in the order of the index. */
async function walk(
  request: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const { tree, yielder, filter } = request;
  const hidden = tree.hiddenBy && { rule: tree.hiddenBy, path: './' };
  if (hidden !== undefined && !filter.hasIncludes) {
    builder.ignore(hidden.rule, hidden.path);
    return;
  }
  const visit = createVisitor(request, tracked, builder);
  const enter = (pending: PendingDirectory) => {
    const entries = builder.list(pending.directory);
    return { entries, visitEntry: visit(pending, entries), next: 0 };
  };
  const hasTracked = tree.index !== undefined;
  const root = {
    directory: '',
    outer: tree.outerRules,
    outerDump: tree.dumpRules.outer,
    excluded: undefined,
    hidden,
    hasTracked,
  };
  const entered = [enter(root)];
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
