import {
  type FileStats,
  isRegularFile,
  isSymbolicLink,
  tryReadStats,
} from '../file-system/file-stats.js';
import type { Repository } from '../git/repository/open-repository.js';
import type { Tree } from './open-tree.js';

/** Port: another thread, that calls `lstat` for files meanwhile. */
export interface StatPreload {
  /** Called as soon as it seems that there are many files, so that the thread can start. */
  prepare(): void;
  /** What {@link statFiles} gives. Where it fails or never comes, the collector calls it itself. */
  stat(files: FilesToStat): Promise<Float64Array>;
}

export interface FilesToStat {
  /** Absolute path. */
  readonly directory: string;
  /** Relative to the directory, joined by NUL: one text crosses threads in a fraction of the time that many take. */
  readonly paths: string;
}

/** What is known already of the tracked files of a tree. */
export interface KnownStats extends Disposable {
  /** Of the entry at a position in the index. To be asked for in the index's order: what is before a position is forgotten. */
  at(position: number): FileStats | undefined;
}

/** So many files that starting a thread for them pays (docs/decisions/0011). */
const manyFiles = 20_000;

/** What an entry of an index takes on average, or less. */
const entryBytes = 100;

/** Before the index is read. */
export function prepareStatPreload(
  { gitDirectory }: Repository,
  thread: StatPreload | undefined,
): void {
  if (thread === undefined) return;
  const size = tryReadStats(`${gitDirectory}/index`)?.size ?? 0;
  if (size >= manyFiles * entryBytes) thread.prepare();
}

const blockFiles = 1024;

/** How many blocks are asked for at a time, so that the thread never waits for the next. */
const blocksAhead = 3;

/**
 * Has the stats of tracked files read where they are many: in blocks, the last one first, until they meet the collector, which comes
 * from the other end. (git does the same with `core.preloadIndex`.)
 */
export function preloadStats(
  { index, prefix, repository }: Tree,
  thread: StatPreload | undefined,
): KnownStats {
  const directory = repository?.workTree;
  if (thread === undefined || directory === undefined) return nothingKnown;
  const entries = index?.entries ?? [];
  const isBelow = ({ path }: { readonly path: string }) => path.startsWith(prefix);
  const first = entries.findIndex(isBelow);
  const end = entries.findLastIndex(isBelow) + 1;
  if (end - first < manyFiles) return nothingKnown;

  const known: (Float64Array | undefined)[] = [];
  let next = Math.ceil((end - first) / blockFiles);
  let reached = 0;
  const askOn = async () => {
    while (--next > reached) {
      const block = next;
      const from = first + block * blockFiles;
      const files = entries.slice(from, Math.min(from + blockFiles, end));
      const paths = files.map(({ path }) => path).join('\0');
      known[block] = await thread.stat({ directory, paths });
    }
  };
  for (let count = 0; count < blocksAhead; count++) askOn().catch(() => {});
  return {
    at(position) {
      const block = Math.floor((position - first) / blockFiles);
      while (reached < block) known[reached++] = undefined;
      const found = known[block];
      return found && toStats(found, position - first - block * blockFiles);
    },
    [Symbol.dispose]() {
      reached = Infinity;
    },
  };
}

const nothingKnown: KnownStats = { at: () => undefined, [Symbol.dispose]: () => {} };

/** How many numbers say what is known of a file. */
const numbers = 5;

/** The stats of the regular files and symbolic links among these; whoever asked reads those of the rest. */
export function statFiles({ directory, paths }: FilesToStat): Float64Array {
  const files = paths.split('\0');
  const found = new Float64Array(files.length * numbers);
  for (const [file, path] of files.entries()) {
    const stats = tryReadStats(`${directory}/${path}`);
    if (stats === undefined || !(isRegularFile(stats) || isSymbolicLink(stats))) continue;
    const at = file * numbers;
    found[at] = stats.mode;
    found[at + 1] = stats.size;
    found[at + 2] = stats.mtimeMs;
    found[at + 3] = stats.ctimeMs;
    found[at + 4] = stats.ino;
  }
  return found;
}

function toStats(found: Float64Array, file: number): FileStats | undefined {
  const at = file * numbers;
  const mode = found[at] ?? 0;
  if (mode === 0) return undefined;
  return {
    mode,
    size: found[at + 1] ?? 0,
    mtimeMs: found[at + 2] ?? 0,
    ctimeMs: found[at + 3] ?? 0,
    ino: found[at + 4] ?? 0,
  };
}
