import type { SelectionBuilder } from './selection-builder.js';
import type { SelectionRequest } from './selection-request.js';
import { toRootPath } from './to-root-path.js';
import type { TrackedPaths } from './tracked-paths.js';

/** Selects exactly the listed paths, regardless of ignore rules. Missing ones are recorded as skipped. */
export async function selectListed(
  { tree, yielder, filter }: SelectionRequest,
  listed: readonly string[],
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<void> {
  const paths = new Set(listed.map((path) => toRootPath(tree.root, path)));
  for (const path of paths) {
    await yielder.step();
    const excluded = builder.admission.excludedAbove(path);
    if (excluded !== undefined && !filter.reachesBelow(excluded)) continue;
    const position = tracked.isTwin(path) ? undefined : tracked.find(path);
    const isReal = tracked.isReal(path);
    builder.consider({
      path,
      excluded,
      isReal,
      isListed: true,
      position,
    });
  }
}
