import { entryModes } from '../git/objects/entry-modes.js';
import type { RevisionTree } from './revision-tree.js';

/**
 * Recognizes an output of ours in a revision.
 *
 * @param path Relative to the root.
 * @param read Reads a file of the revision as a whole; undefined if there is no such file.
 */
export type IsOwnBlob = (path: string, read: (path: string) => Buffer | undefined) => boolean;

/** Binds the test to a revision, as an option of the user's filter. */
export function ownBlobTest(
  { listed, store }: Pick<RevisionTree, 'listed' | 'store'>,
  isOwnBlob: IsOwnBlob | undefined,
): { readonly isOwnOutput?: (path: string) => boolean } {
  if (isOwnBlob === undefined) return {};
  const files = new Map(
    listed
      .filter(({ mode }) => mode !== entryModes.gitlink && mode !== entryModes.symbolicLink)
      .map(({ path, oid }) => [path, oid]),
  );
  const read = (path: string) => {
    const oid = files.get(path);
    const object = oid === undefined ? undefined : store.find(oid);
    return object?.kind === 'blob' ? object.content : undefined;
  };
  return { isOwnOutput: (path) => files.has(path) && isOwnBlob(path, read) };
}
