import { entryModes } from './entry-modes.js';
import { readTree } from './list-tree.js';
import type { ObjectStore } from './object-store.js';

/**
 * Finds the id of a subdirectory's tree; undefined if there is no such directory.
 * @param prefix Path of the subdirectory, empty or with a trailing slash.
 */
export function findSubtree(store: ObjectStore, tree: string, prefix: string): string | undefined {
  let oid = tree;
  for (const part of prefix.split('/').slice(0, -1)) {
    const entry = readTree(store, oid).find(({ name }) => name === part);
    if (entry?.mode !== entryModes.directory) return undefined;
    oid = entry.oid;
  }
  return oid;
}
