import { constants, lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** The fields of `Stats` that matter here. */
export interface FileStats {
  readonly mode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

/**
 * Calls `lstat`; undefined if the path doesn't exist. Throws other system errors.
 *
 * Copies the fields so that all `FileStats` have one hidden class: V8 optimizes code that meets several less well.
 */
export function readStats(path: string): FileStats | undefined {
  const stats = lstatSync(toFsPath(path), { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const { mode, size, mtimeMs, ctimeMs, ino } = stats;
  return { mode, size, mtimeMs, ctimeMs, ino };
}

/** Like {@link readStats}, but returns undefined for any error. */
export function tryReadStats(path: string): FileStats | undefined {
  try {
    return readStats(path);
  } catch {
    return undefined;
  }
}

const { S_IFMT, S_IFREG, S_IFLNK, S_IFDIR, S_IFIFO, S_IFSOCK } = constants;

export function isRegularFile({ mode }: FileStats): boolean {
  return (mode & S_IFMT) === S_IFREG;
}

export function isSymbolicLink({ mode }: FileStats): boolean {
  return (mode & S_IFMT) === S_IFLNK;
}

export function isDirectory({ mode }: FileStats): boolean {
  return (mode & S_IFMT) === S_IFDIR;
}

/** Names the type of what is neither a regular file nor a symbolic link. */
export function kindOfSpecial({ mode }: FileStats): string {
  const type = mode & S_IFMT;
  if (type === S_IFDIR) return 'a directory';
  if (type === S_IFIFO) return 'a FIFO';
  return type === S_IFSOCK ? 'a socket' : 'a device';
}

/**
 * A change marker: it differs after a file has changed. Made of the later of ctime and mtime, in microseconds; only the lower
 * 32 bits, as there can be very many files. Any change updates ctime, but some file systems don't store it, hence mtime.
 */
export function changeMarkOf({ mtimeMs, ctimeMs }: FileStats): number {
  return Math.floor(Math.max(mtimeMs, ctimeMs) * 1000) | 0;
}
