import type { GitFacts } from '@create-dump/core';

type Changes = Pick<GitFacts, 'dirty' | 'note'>;

/** What collectors of one repository have found out for one another, by its work tree. */
export type SharedChanges = Map<string, Promise<Changes>>;

/** Asks whoever asked first; asks itself where that one was stopped before it had an answer. */
export async function shareChanges(
  shared: SharedChanges,
  workTree: string,
  find: () => Promise<Changes>,
): Promise<Changes> {
  try {
    const known = await shared.get(workTree);
    if (known !== undefined) return known;
  } catch {
    // What went wrong there is told there.
  }
  const own = find();
  shared.set(workTree, own);
  return own;
}
