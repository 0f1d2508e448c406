import type { Yielder } from '../../yielder.js';
import { createConversionFinder } from './conversion-attributes.js';
import { hashBufferBytes, hashWorktreeFile } from './hash-worktree-file.js';
import type { Repository } from '../repository/open-repository.js';

interface PossibleIds {
  /** The ids that git could give to the content: as it is, and with line ends converted if they could be. */
  readonly ids: readonly string[];
  /** It would go through a filter, which isn't run: so its id can be any. */
  readonly filtered: boolean;
}

/** Takes a path from the work tree's top. Another may be asked for when the first is known. */
export type FindBlobIds = (path: string) => Promise<PossibleIds>;

export function createBlobIdFinder(
  repository: Repository,
  workTree: string,
  yielder: Yielder,
): FindBlobIds {
  const conversionsOf = createConversionFinder(repository, workTree);
  // One for all: a megabyte for each file takes longer to get than a small file to hash.
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
