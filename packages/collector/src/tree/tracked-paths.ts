import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { IndexEntry } from '../git/parse-index.js';
import type { Tree } from './open-tree.js';

/** The tracked paths below the root, as relative to it. */
export interface TrackedPaths {
  /** Those that nobody took yet. */
  readonly unseen: ReadonlyMap<string, IndexEntry>;
  /** The entry of a path. It is given out once. */
  take(path: string): IndexEntry | undefined;
  /** Whether files below a directory are tracked. Without a trailing slash. */
  hasBelow(path: string): boolean;
  /** Whether a directory (empty or with a trailing slash) and all above it are no symbolic links. */
  isReal(directory: string): boolean;
}

export function createTrackedPaths({ root, prefix, index, ignoreCase }: Tree): TrackedPaths {
  const fold = (path: string) => (ignoreCase ? path.toLowerCase() : path);
  const unseen = new Map<string, IndexEntry>();
  const directories = new Set<string>();
  const real = new Map<string, boolean>([['', true]]);
  const keys = ignoreCase ? new Map<string, string>() : undefined;
  for (const entry of index?.entries ?? []) {
    if (!entry.path.startsWith(prefix)) continue;
    const path = entry.path.slice(prefix.length);
    unseen.set(path, entry);
    keys?.set(fold(path), path);
    let slash = path.lastIndexOf('/');
    while (slash > 0 && !directories.has(fold(path.slice(0, slash)))) {
      directories.add(fold(path.slice(0, slash)));
      slash = path.lastIndexOf('/', slash - 1);
    }
  }
  const isReal = (directory: string): boolean => {
    const known = real.get(directory);
    if (known !== undefined) return known;
    const parent = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
    const answer = isReal(parent) && isDirectory(`${root}/${directory.slice(0, -1)}`);
    real.set(directory, answer);
    return answer;
  };
  return {
    unseen,
    take(path) {
      const key = keys === undefined ? path : (keys.get(fold(path)) ?? path);
      const entry = unseen.get(key);
      if (entry !== undefined) unseen.delete(key);
      return entry;
    },
    hasBelow: (path) => directories.has(fold(path)),
    isReal,
  };
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(toFsPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
