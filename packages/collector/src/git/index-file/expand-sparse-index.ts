import { entryModes } from '../objects/entry-modes.js';
import { listTree } from '../objects/list-tree.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Yielder } from '../../yielder.js';
import type { IndexEntry } from './parse-index.js';
import { readIndexOid } from './parse-index.js';
import type { Index } from './read-index.js';

/** Replaces each directory entry of a sparse index by entries for all files below it, read from the object store. */
export async function expandSparseIndex(
  index: Index,
  store: ObjectStore,
  yielder: Yielder,
): Promise<Index> {
  if (!index.extensions.has('sdir')) return index;
  const entries: IndexEntry[] = [];
  for (const entry of index.entries) {
    if (entry.mode !== entryModes.directory) {
      entries.push(entry);
      continue;
    }
    for (const listed of await listTree(store, readIndexOid(entry, index.format), yielder)) {
      // No stat data: zeros.
      const data = Buffer.concat([Buffer.alloc(40), Buffer.from(listed.oid, 'hex')]);
      const { mode } = listed;
      entries.push({ ...entry, path: entry.path + listed.path, mode, data, at: 0 });
    }
  }
  return { ...index, entries };
}
