import { comparePaths } from '@create-dump/core';
import type { IndexEntry } from '../git/index-file/parse-index.js';
import { lowerAscii } from '../ignore/wildmatch.js';

/** Finds index entries by path. Paths are relative to the top of the work tree. */
export interface TrackedPositions {
  /** The position of a path's entry; during a merge conflict, of its last entry. */
  find(path: string): number | undefined;
  /** Whether there are entries below a directory, which is given with a trailing slash. */
  hasBelow(directory: string): boolean;
}

/**
 * @param entries Sorted as git sorts them.
 * @param ignoreCase `core.ignorecase`: a path without an entry of its own stands for one that differs in the case of ASCII
 *   letters only.
 */
export function createTrackedPositions(
  entries: readonly IndexEntry[],
  ignoreCase: boolean,
): TrackedPositions {
  const ordered = createOrderedPositions(entries);
  if (!ignoreCase) return ordered;
  const folded = createFoldedPositions(entries);
  return {
    find: (path) => ordered.find(path) ?? folded.find(path),
    hasBelow: (directory) => ordered.hasBelow(directory) || folded.hasBelow(directory),
  };
}

function createOrderedPositions(entries: readonly IndexEntry[]): TrackedPositions {
  // The position to try first: if paths are requested in order, there is no need to search.
  let next = 0;
  return {
    find(path) {
      let position = entries[next]?.path === path ? next : firstNotBefore(entries, path);
      if (entries[position]?.path !== path) return undefined;
      while (entries[position + 1]?.path === path) position++;
      next = position + 1;
      return position;
    },
    hasBelow(directory) {
      const isBelow = (position: number) => entries[position]?.path.startsWith(directory) ?? false;
      return isBelow(next) || isBelow(firstNotBefore(entries, directory));
    },
  };
}

function firstNotBefore(entries: readonly IndexEntry[], path: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && comparePaths(entry.path, path) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function createFoldedPositions(entries: readonly IndexEntry[]): TrackedPositions {
  const positions = new Map<string, number>();
  const directories = new Set<string>();
  for (const [position, { path }] of entries.entries()) {
    const folded = lowerAscii(path);
    positions.set(folded, position);
    addDirectories(directories, folded);
  }
  return {
    find: (path) => positions.get(lowerAscii(path)),
    hasBelow: (directory) => directories.has(lowerAscii(directory)),
  };
}

/** Adds the parent directories of a path, with trailing slashes. */
function addDirectories(directories: Set<string>, path: string): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const directory = path.slice(0, slash + 1);
    if (directories.has(directory)) return;
    directories.add(directory);
  }
}
