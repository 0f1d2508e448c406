import { tryReadStats } from '../file-system/file-stats.js';
import { createLinkGuard } from '../file-system/link-guard.js';
import type { IndexEntry } from '../git/index-file/parse-index.js';
import { entryModes } from '../git/objects/entry-modes.js';
import type { EntryKind } from '../file-system/list-directory.js';
import type { Tree } from './tree.js';
import { createTrackedPositions, type TrackedPositions } from './tracked-positions.js';

/** The tracked paths below the root, relative to it. Lookups are fastest in the order of the index. */
export interface TrackedPaths {
  /** The position of a path's entry in the index. */
  find(path: string): number | undefined;
  /**
   * Like `find`, for a path that exists, and marks the entry as seen. Undefined for a directory whose path is tracked as a
   * file: of all entries only submodules are directories. `twin`: see `isTwin`.
   */
  take(path: string, kind: EntryKind): number | 'twin' | undefined;
  isSubmodule(path: string): boolean;
  /**
   * Whether an existing path differs in case only from a tracked file that exists as well. With `core.ignorecase` git takes
   * the two for one file, and doesn't list this path.
   */
  isTwin(path: string): boolean;
  /** The positions of entries that `take` hasn't returned. */
  unseen(): Iterable<number>;
  pathOf(position: number): string;
  /** Whether files below a directory (empty or with a trailing slash) are tracked. */
  hasBelow(directory: string): boolean;
  /** Whether all parents of a path are directories, not symbolic links. */
  isReal(path: string): boolean;
}

export function createTrackedPaths({ root, prefix, index, ignoreCase }: Tree): TrackedPaths {
  const entries = index?.entries ?? [];
  const positions = createTrackedPositions(entries, ignoreCase);
  const seen = new Uint8Array(entries.length);
  const top = root.slice(0, root.length - prefix.length);
  const isTwin = createTwinTest(top, entries, positions);
  return {
    isSubmodule: (path) =>
      entries[positions.find(prefix + path) ?? -1]?.mode === entryModes.gitlink,
    isTwin: (path) => ignoreCase && isTwin(prefix + path),
    find: (path) => positions.find(prefix + path),
    take(path, kind) {
      const position = positions.find(prefix + path);
      if (position === undefined) return undefined;
      if (kind === 'directory' && entries[position]?.mode !== entryModes.gitlink) return undefined;
      if (ignoreCase && isTwin(prefix + path)) return 'twin';
      seen[position] = 1;
      return position;
    },
    *unseen() {
      for (
        let position = seen.indexOf(0);
        position !== -1;
        position = seen.indexOf(0, position + 1)
      ) {
        const path = entries[position]?.path ?? '';
        // During a merge conflict a path has several entries; yield the last one, as `find` returns it.
        if (path.startsWith(prefix) && entries[position + 1]?.path !== path) yield position;
      }
    },
    pathOf: (position) => entries[position]?.path.slice(prefix.length) ?? '',
    hasBelow: (directory) => positions.hasBelow(prefix + directory),
    isReal: createLinkGuard(root),
  };
}

/** @param top The top of the work tree; the test takes paths relative to it. */
function createTwinTest(
  top: string,
  entries: readonly IndexEntry[],
  positions: TrackedPositions,
): (path: string) => boolean {
  return (path) => {
    const tracked = entries[positions.find(path) ?? -1]?.path;
    if (tracked === undefined || tracked === path) return false;
    const other = tryReadStats(`${top}/${tracked}`);
    // On a file system that ignores case both paths lead to one file.
    return other !== undefined && other.ino !== tryReadStats(`${top}/${path}`)?.ino;
  };
}
