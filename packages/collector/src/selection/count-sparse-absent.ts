import { tryReadStats } from '../file-system/file-stats.js';
import { createLinkGuard } from '../file-system/link-guard.js';
import { indexFlags } from '../git/index-file/parse-index.js';
import type { Yielder } from '../yielder.js';
import type { Tree } from './tree.js';

/** Counts the tracked files below the root that a sparse checkout keeps out of the work tree (skip-worktree). */
export async function countSparseAbsent(
  { root, prefix, index }: Pick<Tree, 'root' | 'prefix' | 'index'>,
  yielder: Yielder,
): Promise<number> {
  const isReal = createLinkGuard(root);
  let absent = 0;
  for (const { path, flags } of index?.entries ?? []) {
    if (!(flags & indexFlags.skipWorktree) || !path.startsWith(prefix)) continue;
    await yielder.step();
    const below = path.slice(prefix.length);
    // Mostly whole directories are absent; the guard knows that without a look at each file.
    if (!isReal(below) || tryReadStats(`${root}/${below}`) === undefined) absent++;
  }
  return absent;
}
