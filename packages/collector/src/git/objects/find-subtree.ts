import { directoryMode, readTree } from './list-tree.js';
import type { ObjectStore } from './object-store.js';

/** The id of the tree of a directory below a tree, or undefined if there is none. `prefix` is empty or ends in a slash. */
export function findSubtree(store: ObjectStore, tree: string, prefix: string): string | undefined {
  let oid = tree;
  for (const part of prefix.split('/').slice(0, -1)) {
    const entry = readTree(store, oid).find(({ name }) => name === part);
    if (entry?.mode !== directoryMode) return undefined;
    oid = entry.oid;
  }
  return oid;
}
