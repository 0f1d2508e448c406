import { type FileStats, tryReadStats } from '../file-system/file-stats.js';
import type { Repository } from '../git/repository/open-repository.js';
import { decodeStats, type StatPreload } from './stat-preload.js';
import type { Tree } from './tree.js';

/** Stats of tracked files that another thread has read so far. */
export interface PreloadedStats extends Disposable {
  /** For the entry at a position of the index. Ask in ascending order: earlier positions are forgotten. */
  at(position: number): FileStats | undefined;
}

/** The number of files from which starting a thread pays off (docs/decisions/0011). */
const manyFiles = 20_000;

/** Lower bound of the average size of an index entry. */
const entryBytes = 100;

/** Starts the thread early, before the index is read, if the size of the index suggests many files. */
export function prepareStatPreload(
  { gitDirectory }: Repository,
  thread: StatPreload | undefined,
): void {
  if (thread === undefined) return;
  const size = tryReadStats(`${gitDirectory}/index`)?.size ?? 0;
  if (size >= manyFiles * entryBytes) thread.prepare();
}

const blockFiles = 1024;

/** Blocks requested at a time, so that the thread never waits for the next request. */
const blocksAhead = 3;

/**
 * Has another thread read the stats of tracked files if there are many: block by block, starting with the last, until it
 * meets the collector, which starts with the first. (git does the same with `core.preloadIndex`.)
 */
export function preloadStats(
  { index, prefix, repository }: Tree,
  thread: StatPreload | undefined,
): PreloadedStats {
  const directory = repository?.workTree;
  if (thread === undefined || directory === undefined) return nothingPreloaded;
  const entries = index?.entries ?? [];
  const isBelow = ({ path }: { readonly path: string }) => path.startsWith(prefix);
  const first = entries.findIndex(isBelow);
  const end = entries.findLastIndex(isBelow) + 1;
  if (end - first < manyFiles) return nothingPreloaded;

  const preloaded: (Float64Array | undefined)[] = [];
  let next = Math.ceil((end - first) / blockFiles);
  let reached = 0;
  const requestBlocks = async () => {
    while (--next > reached) {
      const block = next;
      const from = first + block * blockFiles;
      const files = entries.slice(from, Math.min(from + blockFiles, end));
      const paths = files.map(({ path }) => path).join('\0');
      preloaded[block] = await thread.stat({ directory, paths });
    }
  };
  // If the thread fails, the collector reads the rest itself.
  for (let count = 0; count < blocksAhead; count++) requestBlocks().catch(() => {});
  return {
    at(position) {
      const block = Math.floor((position - first) / blockFiles);
      while (reached < block) preloaded[reached++] = undefined;
      const found = preloaded[block];
      return found && decodeStats(found, position - first - block * blockFiles);
    },
    [Symbol.dispose]() {
      reached = Infinity;
    },
  };
}

const nothingPreloaded: PreloadedStats = { at: () => undefined, [Symbol.dispose]: () => {} };
