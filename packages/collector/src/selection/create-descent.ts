import { isRepositoryTop } from '../git/repository/locate-repository.js';
import type { PendingDirectory } from './pending-directory.js';
import type { SelectionBuilder } from './selection-builder.js';
import type { SelectionRequest } from './selection-request.js';
import type { TrackedPaths } from './tracked-paths.js';

/**
 * Returns what is to be walked of a subdirectory; undefined for a repository of its own, which is recorded, and for one that
 * the user's rules exclude as a whole. `change` replaces what the subdirectory would take over from its parent.
 */
export type Descend = (
  parent: PendingDirectory,
  path: string,
  change?: Partial<PendingDirectory>,
) => PendingDirectory | undefined;

export function createDescent(
  { tree, filter }: Pick<SelectionRequest, 'tree' | 'filter'>,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Descend {
  return (parent, path, change) => {
    const hasTracked = parent.hasTracked && tracked.hasBelow(`${path}/`);
    const mayNest = !hasTracked && tree.index !== undefined;
    if (mayNest && isRepositoryTop(`${tree.root}/${path}`)) {
      builder.nestedRepository(path);
      return undefined;
    }
    const excluded = parent.excluded ?? builder.admission.excludedDirectory(path);
    return excluded === undefined || filter.reachesBelow(excluded)
      ? { ...parent, ...change, directory: `${path}/`, excluded, hasTracked }
      : undefined;
  };
}
