import type { Changes } from './changes.js';

/** Results that the collectors of one run share: work tree → its changes. */
export type SharedChanges = Map<string, Promise<Changes>>;

/** Reuses the result of an earlier collector; runs `find` if there is none, or if that collector was aborted or failed. */
export async function shareChanges(
  shared: SharedChanges,
  workTree: string,
  find: () => Promise<Changes>,
): Promise<Changes> {
  try {
    const known = await shared.get(workTree);
    if (known !== undefined) return known;
  } catch {
    // The collector that failed reports the error.
  }
  const own = find();
  shared.set(workTree, own);
  return own;
}
