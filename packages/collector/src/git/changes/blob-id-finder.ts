import type { Yielder } from '../../yielder.js';
import { createConversionFinder } from './conversion-finder.js';
import { hashBufferBytes, hashWorktreeFile } from './hash-worktree-file.js';
import type { Repository } from '../repository/open-repository.js';

interface PossibleIds {
  /** The ids that git could assign: of the content as it is and, if line endings could be converted, with LF. */
  readonly ids: readonly string[];
  /** git would apply a conversion that isn't reproduced here, so the actual id may be any. */
  readonly filtered: boolean;
}

/** Takes a path from the top of the work tree. Calls must not overlap. */
export type FindBlobIds = (path: string) => Promise<PossibleIds>;

export function createBlobIdFinder(
  repository: Repository,
  workTree: string,
  yielder: Yielder,
): FindBlobIds {
  const conversionsOf = createConversionFinder(repository, workTree);
  // Shared by all files: allocating a megabyte takes longer than hashing a small file.
  const buffer = Buffer.allocUnsafeSlow(hashBufferBytes);
  const options = { format: repository.objectFormat, yielder, buffer };
  return async (path) => {
    const found = await hashWorktreeFile(`${workTree}/${path}`, options);
    if (found === undefined) return { ids: [], filtered: false };
    const { lineEnds, other } = conversionsOf(path);
    const ids = lineEnds || other ? [found.plain, found.withoutCr] : [found.plain];
    return { ids, filtered: other };
  };
}
