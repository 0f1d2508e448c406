import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { gitlink } from '../git/compare-stat.js';
import type { IndexEntry } from '../git/parse-index.js';
import type { EntryKind } from './list-directory.js';
import type { Tree } from './open-tree.js';

/** The tracked paths below the root, as relative to it. */
export interface TrackedPaths {
  get(path: string): IndexEntry | undefined;
  /**
   * The entry of what was found at a path, and marks it as seen. None for a directory where a file is tracked: only
   * a submodule is a directory.
   */
  take(path: string, kind: EntryKind): IndexEntry | undefined;
  /** Those that nobody took. */
  unseen(): Iterable<{ readonly path: string; readonly entry: IndexEntry }>;
  /** Whether files below a directory are tracked. Without a trailing slash. */
  hasBelow(path: string): boolean;
  /** Whether a directory (empty or with a trailing slash) and all above it are no symbolic links. */
  isReal(directory: string): boolean;
}

export function createTrackedPaths({ root, prefix, index, ignoreCase }: Tree): TrackedPaths {
  const fold = (path: string) => (ignoreCase ? path.toLowerCase() : path);
  const entries = index?.entries ?? [];
  // Of several entries in a conflict, the last.
  const positions = new Map<string, number>();
  const seen = new Uint8Array(entries.length);
  const directories = new Set<string>();
  let previous = '';
  for (const [position, { path: fromTop }] of entries.entries()) {
    if (!fromTop.startsWith(prefix)) continue;
    const path = fromTop.slice(prefix.length);
    positions.set(fold(path), position);
    // Neighbours mostly share their directory.
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    if (directory !== previous) addDirectories(directories, fold(directory));
    previous = directory;
  }
  return {
    get: (path) => entries[positions.get(fold(path)) ?? -1],
    take(path, kind) {
      const position = positions.get(fold(path));
      const entry = position === undefined ? undefined : entries[position];
      if (entry === undefined || position === undefined) return undefined;
      if (kind === 'directory' && entry.mode !== gitlink) return undefined;
      seen[position] = 1;
      return entry;
    },
    *unseen() {
      for (const position of positions.values()) {
        const entry = seen[position] === 1 ? undefined : entries[position];
        if (entry !== undefined) yield { path: entry.path.slice(prefix.length), entry };
      }
    },
    hasBelow: (path) => directories.has(fold(path)),
    isReal: createLinkGuard(root),
  };
}

function createLinkGuard(root: string): TrackedPaths['isReal'] {
  const known = new Map<string, boolean>([['', true]]);
  const isReal = (directory: string): boolean => {
    const answer = known.get(directory);
    if (answer !== undefined) return answer;
    const parent = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
    const real = isReal(parent) && isDirectory(`${root}/${directory.slice(0, -1)}`);
    known.set(directory, real);
    return real;
  };
  return isReal;
}

/** Adds a directory (with a trailing slash) and all above it, without theirs. */
function addDirectories(directories: Set<string>, directory: string): void {
  for (let slash = directory.length - 1; slash > 0; slash = directory.lastIndexOf('/', slash - 1)) {
    const path = directory.slice(0, slash);
    if (directories.has(path)) return;
    directories.add(path);
  }
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(toFsPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
