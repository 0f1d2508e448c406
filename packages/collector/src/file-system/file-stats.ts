import { constants, lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** What there is to know of a file, as `Stats` has it. */
export interface FileStats {
  readonly mode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

/**
 * Without following a link; undefined if there is nothing. Throws what the system throws.
 * A plain object, whoever has read them: code that met `Stats` and others would be compiled twice.
 */
export function readStats(path: string): FileStats | undefined {
  const stats = lstatSync(toFsPath(path), { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const { mode, size, mtimeMs, ctimeMs, ino } = stats;
  return { mode, size, mtimeMs, ctimeMs, ino };
}

/** The same, but undefined also where the system doesn't tell. */
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

/** What a thing is that is neither a regular file nor a link. */
export function kindOfSpecial({ mode }: FileStats): string {
  const type = mode & S_IFMT;
  if (type === S_IFDIR) return 'a directory';
  if (type === S_IFIFO) return 'a FIFO';
  return type === S_IFSOCK ? 'a socket' : 'a device';
}

/**
 * Tells one change of a file from another: the time of the last one, in microseconds, its lower 32 bits, since there can be
 * very many files. Any change sets the time of a file's status; some file systems don't keep that one, so the time of its
 * content counts as well.
 */
export function changeMarkOf({ mtimeMs, ctimeMs }: FileStats): number {
  return Math.floor(Math.max(mtimeMs, ctimeMs) * 1000) | 0;
}
