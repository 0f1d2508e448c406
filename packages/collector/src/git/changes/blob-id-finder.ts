import { isDeepStrictEqual } from 'node:util';
import type { Yielder } from '../../yielder.js';
import { type AttributeSources, createAttributeFinder } from '../attributes/attribute-finder.js';
import { type IndexEntry, readIndexOid } from '../index-file/parse-index.js';
import { type Conversion, conversionOf } from './conversion-of.js';
import { hashBufferBytes, hashWorktreeFile } from './hash-worktree-file.js';
import { addTextStats, createTextStats, looksBinary } from './text-stats.js';

interface FoundId {
  /** The id of the blob that git would add. Undefined if the file can't be read. */
  readonly id: string | undefined;
  /** Why the actual id may be any other, as a clause; undefined if it is certain. */
  readonly unclear: string | undefined;
}

/**
 * Takes a path from the top of the work tree, and its entry in the index, if it has one. Calls must not overlap.
 */
export type FindBlobId = (path: string, entry: IndexEntry | undefined) => Promise<FoundId>;

export function createBlobIdFinder(sources: AttributeSources, yielder: Yielder): FindBlobId {
  const { repository, workTree, index, store } = sources;
  const attributesOf = createAttributeFinder(sources);
  // Shared by all files: allocating a megabyte takes longer than hashing a small file.
  let buffer: Buffer | undefined;
  const hasCrlf = (entry: IndexEntry | undefined) => {
    const object = entry && store.find(readIndexOid(entry, index.format));
    if (object?.kind !== 'blob') return false;
    const stats = createTextStats();
    addTextStats(stats, object.content);
    return stats.crlfs > 0 && !looksBinary(stats);
  };
  return async (path, entry) => {
    const [conversion, other] = attributesOf(path).map(
      (attributes) => attributes && conversionOf(attributes, repository.config),
    );
    if (conversion === undefined) throw new TypeError('a path always has attributes');
    const format = repository.objectFormat;
    const hasCrlfInIndex = () => hasCrlf(entry);
    buffer ??= Buffer.allocUnsafeSlow(hashBufferBytes);
    const options = { format, yielder, buffer, conversion, hasCrlfInIndex };
    return {
      id: await hashWorktreeFile(`${workTree}/${path}`, options),
      unclear: whyUnclear(conversion, other),
    };
  };
}

function whyUnclear(conversion: Conversion, other: Conversion | undefined): string | undefined {
  if (conversion.other) return 'git passes it through a filter, which is not run';
  const isSame = other === undefined || isDeepStrictEqual(conversion, other);
  return isSame ? undefined : 'versions of git disagree on attributes in a sparse directory';
}
