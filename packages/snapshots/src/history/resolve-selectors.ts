import { placeOf } from './each-manifest.js';
import type { KeptSnapshot } from './kept-snapshot.js';
import { listSnapshots, type SnapshotList } from './list-snapshots.js';
import type { HistoryContext } from './open-manifest.js';
import { selectSnapshot } from './select-snapshot.js';
import { parseSelector } from './selector.js';

export interface ResolveOptions {
  /** The directory of the snapshots: absolute, or the address of a store. */
  readonly directory: string;
  /** Lists them. Default: those of the directory. */
  readonly list?: () => Promise<SnapshotList>;
  readonly group: string | undefined;
  /** Whether a word is the path of an existing file, which is then meant. */
  readonly isFile: (word: string) => boolean;
}

/**
 * Replaces each word that is a selector by the path of the live dump, or of the archive, that it names. Other words stay as they are.
 * @throws {CreateDumpError} As `selectSnapshot` and `listSnapshots`.
 */
export async function resolveSelectors(
  words: readonly string[],
  { directory, list, group, isFile }: ResolveOptions,
  context: HistoryContext,
): Promise<string[]> {
  let snapshots: readonly KeptSnapshot[] | undefined;
  const paths: string[] = [];
  for (const word of words) {
    const selector = parseSelector(word);
    if (selector === undefined || isFile(word)) {
      paths.push(word);
      continue;
    }
    snapshots ??= (await (list?.() ?? listSnapshots(directory, context))).snapshots;
    paths.push(placeOf(selectSnapshot(snapshots, selector, { word, directory, group })));
  }
  return paths;
}
