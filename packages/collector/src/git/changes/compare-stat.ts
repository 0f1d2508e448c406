import {
  type FileStats,
  isDirectory,
  isRegularFile,
  isSymbolicLink,
} from '../../file-system/file-stats.js';
import { type IndexEntry, indexFlags } from '../index-file/parse-index.js';
import { entryModes } from '../objects/entry-modes.js';

export interface StatRules {
  /** Modification time of the index, in milliseconds. A file modified at about that time may have changed unnoticed. */
  readonly indexTime: number;
  /** The file system stores the executable bit (`core.fileMode`). */
  readonly fileMode: boolean;
  /** The file system supports symbolic links (`core.symlinks`). */
  readonly symlinks: boolean;
  /** Compare ctime and inode as well (`core.trustctime`, `core.checkStat`). */
  readonly allStats: boolean;
}

/** Whether a tracked file matches its index entry; `unknown` if only its content can decide. */
export function compareStat(
  entry: IndexEntry,
  stats: FileStats | undefined,
  rules: StatRules,
): 'same' | 'changed' | 'unknown' {
  if (entry.flags & (indexFlags.stage | indexFlags.intentToAdd)) return 'changed';
  if (entry.flags & indexFlags.assumeUnchanged) return 'same';
  if (stats === undefined) return entry.flags & indexFlags.skipWorktree ? 'same' : 'changed';
  if (!hasMode(entry.mode, stats, rules)) return 'changed';
  if (entry.mode === entryModes.gitlink) return 'unknown';
  // Like git, takes a different size for a change. git stores 0 where it doesn't trust the size.
  const size = entry.data.readUInt32BE(entry.at + 36);
  if (size !== stats.size % 2 ** 32) return size === 0 ? 'unknown' : 'changed';
  return isUntouched(entry, stats, rules) ? 'same' : 'unknown';
}

/** In milliseconds: two ticks of the kernel's clock, the resolution of file times. */
const clockResolution = 20;
/** Milliseconds: the precision of a present-day time in `FileStats`. */
const precision = 0.001;

function hasMode(mode: number, stats: FileStats, { fileMode, symlinks }: StatRules): boolean {
  if (mode === entryModes.gitlink) return isDirectory(stats);
  if (mode === entryModes.symbolicLink)
    return isSymbolicLink(stats) || (!symlinks && isRegularFile(stats));
  if (!isRegularFile(stats)) return false;
  return !fileMode || ((mode ^ stats.mode) & 0o100) === 0;
}

/** Whether `lstat` still returns what git stored when the file was added. */
function isUntouched({ data, at }: IndexEntry, stats: FileStats, rules: StatRules): boolean {
  const time = (field: number) =>
    data.readUInt32BE(at + field) * 1000 + data.readUInt32BE(at + field + 4) / 1e6;
  const modified = time(8);
  if (Math.abs(modified - stats.mtimeMs) > precision) return false;
  if (modified >= rules.indexTime - clockResolution) return false;
  if (!rules.allStats) return true;
  return (
    Math.abs(time(0) - stats.ctimeMs) <= precision &&
    data.readUInt32BE(at + 20) === stats.ino % 2 ** 32
  );
}
