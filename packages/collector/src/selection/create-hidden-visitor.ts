import type { DirectoryEntry } from '../file-system/list-directory.js';
import type { UserFilter } from '../filter/create-user-filter.js';
import type { Descend } from './create-descent.js';
import type { HiddenBy } from './hidden-finder.js';
import type { PendingDirectory } from './pending-directory.js';
import type { SelectionBuilder } from './selection-builder.js';
import type { TrackedPaths } from './tracked-paths.js';

/**
 * Returns a function that handles an entry which an ignore rule hides, so that only an include can choose it or something
 * below it; returns the entry if it is a directory to walk. Tracked files are found without a walk.
 */
export function createHiddenVisitor(
  { filter, descend }: { readonly filter: UserFilter; readonly descend: Descend },
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): (
  pending: PendingDirectory,
  hidden: HiddenBy,
  entry: DirectoryEntry,
) => PendingDirectory | undefined {
  return (pending, hidden, { name, kind }) => {
    const path = pending.directory + name;
    if (kind === 'directory') {
      if (filter.mayInclude(path) && !tracked.isSubmodule(path))
        return descend(pending, path, { hidden });
    } else {
      if (pending.hasTracked && tracked.find(path) !== undefined) return undefined;
      if (filter.include(path) !== undefined) {
        builder.consider({ path, position: undefined, kind, excluded: pending.excluded });
        return undefined;
      }
    }
    builder.ignore(hidden.rule, hidden.path);
    filter.hide(path, kind === 'directory', hidden.rule);
    return undefined;
  };
}
