import { listTree } from '../objects/list-tree.js';
import { hashLengths } from '../objects/object-format.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Yielder } from '../../yielder.js';
import { indexFlags, readIndexOid } from '../index-file/parse-index.js';
import type { Index } from '../index-file/read-index.js';

/** How an index differs from a tree. Paths are relative to the top of the work tree. */
export interface IndexDifferences {
  /** Paths in the index only. */
  readonly added: ReadonlySet<string>;
  /** Paths in the tree only, or in both with another mode or content; path → mode in the tree. */
  readonly others: ReadonlyMap<string, number>;
}

export async function compareIndexWithTree(
  index: Index,
  tree: string,
  store: ObjectStore,
  yielder: Yielder,
): Promise<IndexDifferences> {
  if (cachedTree(index) === tree) return { added: new Set(), others: new Map() };
  const listed = await listTree(store, tree, yielder);
  const missing = new Map(listed.map((entry) => [entry.path, entry]));
  const added = new Set<string>();
  const others = new Map<string, number>();
  for (const entry of index.entries) {
    const wanted = missing.get(entry.path);
    if (wanted === undefined) {
      if (!others.has(entry.path)) added.add(entry.path);
      continue;
    }
    missing.delete(entry.path);
    const isSame =
      !(entry.flags & (indexFlags.stage | indexFlags.intentToAdd)) &&
      wanted.mode === entry.mode &&
      wanted.oid === readIndexOid(entry, index.format);
    if (!isSame) others.set(entry.path, wanted.mode);
  }
  for (const [path, { mode }] of missing) others.set(path, mode);
  return { added, others };
}

/** The id of the tree that git last wrote from this index, unless the index has changed since (gitformat-index, "Cache tree"). */
function cachedTree({ extensions, format }: Index): string | undefined {
  const cache = extensions.get('TREE');
  const newline = cache?.indexOf('\n') ?? -1;
  // An empty path, a NUL, the number of entries (negative if the tree is invalid), a space, the number of subtrees.
  if (cache === undefined || !/^\0\d+ \d+$/.test(cache.toString('latin1', 0, newline)))
    return undefined;
  return cache.toString('hex', newline + 1, newline + 1 + hashLengths[format]);
}
