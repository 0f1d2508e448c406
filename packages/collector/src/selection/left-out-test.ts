import type { SelectionOptions } from '../collector-options.js';
import type { UserFilter } from '../filter/create-user-filter.js';
import type { Yielder } from '../yielder.js';
import { createHiddenFinder } from './hidden-finder.js';
import { createListTest } from './list-test.js';
import { openTree } from './open-tree.js';
import { type IsOwnBlob, ownBlobTest } from './own-blob-test.js';
import { openRevisionTree } from './revision-tree.js';

export interface LeftOutOptions extends SelectionOptions {
  /** The revision whose files are dumped, if it isn't the directory. */
  readonly revision?: string;
  readonly isOwnBlob?: IsOwnBlob;
}

/**
 * Returns a test for paths that a collector of the directory or revision omits without a record: a `.dumpignore` file hides
 * them, or they are our own outputs.
 */
export async function createLeftOutTest(
  options: LeftOutOptions,
  filter: UserFilter,
  yielder: Yielder,
): Promise<(path: string) => boolean> {
  const { revision } = options;
  const tree =
    revision === undefined
      ? await openTree(options, yielder)
      : await openRevisionTree({ ...options, revision }, yielder);
  const { isOwnOutput } = 'listed' in tree ? ownBlobTest(tree, options.isOwnBlob) : options;
  const list = options.listed && createListTest(options.root, options.listed);
  const findHidden = createHiddenFinder(tree.dumpRules, list?.named);
  const isHidden = (path: string) =>
    // A list names files regardless of ignore rules.
    list?.named.has(path) !== true &&
    findHidden(path, false) !== undefined &&
    filter.include(path) === undefined;
  return (path) => isOwnOutput?.(path) === true || isHidden(path);
}
