import {
  type FileStats,
  isRegularFile,
  isSymbolicLink,
  tryReadStats,
} from '../file-system/file-stats.js';

/** Port: another thread that calls `lstat` for tracked files while the collector works. */
export interface StatPreload {
  /** Called as soon as many files are likely, so that the thread can start. */
  prepare(): void;
  /** Returns what {@link statFiles} returns. If it fails or never answers, the collector reads the stats itself. */
  stat(files: FilesToStat): Promise<Float64Array>;
}

export interface FilesToStat {
  /** Absolute path. */
  readonly directory: string;
  /** Relative to the directory, joined by NUL: one string crosses threads in a fraction of the time that many take. */
  readonly paths: string;
}

/** Numbers for each file in the result of {@link statFiles}; all are 0 if its stats are unknown. */
const fieldCount = 5;

/** Reads the stats of the regular files and symbolic links among these. Others are left to the caller. */
export function statFiles({ directory, paths }: FilesToStat): Float64Array {
  const files = paths.split('\0');
  const found = new Float64Array(files.length * fieldCount);
  for (const [file, path] of files.entries()) {
    const stats = tryReadStats(`${directory}/${path}`);
    if (stats === undefined || !(isRegularFile(stats) || isSymbolicLink(stats))) continue;
    const at = file * fieldCount;
    found[at] = stats.mode;
    found[at + 1] = stats.size;
    found[at + 2] = stats.mtimeMs;
    found[at + 3] = stats.ctimeMs;
    found[at + 4] = stats.ino;
  }
  return found;
}

/** Decodes one file of the result of {@link statFiles}; undefined if its stats are unknown. */
export function decodeStats(found: Float64Array, file: number): FileStats | undefined {
  const at = file * fieldCount;
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
