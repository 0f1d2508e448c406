import { listTree } from '../objects/list-tree.js';
import { hashLengths } from '../objects/object-format.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Yielder } from '../../yielder.js';
import { indexFlags, readIndexOid } from '../index-file/parse-index.js';
import type { Index } from '../index-file/read-index.js';

/** Whether the index has exactly the files of a tree. */
export async function indexEqualsTree(
  index: Index,
  tree: string,
  store: ObjectStore,
  yielder: Yielder,
): Promise<boolean> {
  if (cachedTree(index) === tree) return true;
  const listed = await listTree(store, tree, yielder);
  const staged = index.entries.filter(({ flags }) => !(flags & indexFlags.intentToAdd));
  if (listed.length !== staged.length) return false;
  const expected = new Map(listed.map((entry) => [entry.path, entry]));
  return staged.every((entry) => {
    const wanted = expected.get(entry.path);
    return (
      !(entry.flags & indexFlags.stage) &&
      wanted?.mode === entry.mode &&
      wanted.oid === readIndexOid(entry, index.format)
    );
  });
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
