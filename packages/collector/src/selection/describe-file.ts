import type { FileMode, SkippedFile, SourceFile } from '@create-dump/core';
import {
  changeMarkOf,
  type FileStats,
  isRegularFile,
  isSymbolicLink,
  kindOfSpecial,
} from '../file-system/file-stats.js';

/** A file as it is chosen, or its record if it is skipped: a special file, or one larger than `maxSize` bytes. */
export function describeFile(
  path: string,
  stats: FileStats,
  maxSize: number,
): SourceFile | SkippedFile {
  // V8 stores 31-bit integers inline and allocates a heap object for any other number.
  const size = stats.size < 2 ** 30 ? stats.size | 0 : stats.size;
  if (!isRegularFile(stats) && !isSymbolicLink(stats)) {
    return { path, skipped: 'special', detail: kindOfSpecial(stats) };
  }
  const mode: FileMode = isSymbolicLink(stats)
    ? '120000'
    : stats.mode & 0o100
      ? '100755'
      : '100644';
  if (size <= maxSize) return { path, mode, size, changeMark: changeMarkOf(stats) };
  return { path, skipped: 'too-large', ...(mode === '100644' ? {} : { mode }), size };
}
