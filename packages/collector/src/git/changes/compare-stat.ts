import {
  type FileStats,
  isDirectory,
  isRegularFile,
  isSymbolicLink,
} from '../../file-system/file-stats.js';
import { type IndexEntry, indexFlags } from '../index-file/parse-index.js';

export interface StatRules {
  /** When the index was written, in milliseconds. What was changed at about that time may differ unseen. */
  readonly indexTime: number;
  /** The file system keeps executable bits (`core.fileMode`). */
  readonly fileMode: boolean;
  /** It keeps symbolic links (`core.symlinks`). */
  readonly symlinks: boolean;
  /** Times of status changes and inodes count as well (`core.trustctime`, `core.checkStat`). */
  readonly allStats: boolean;
}

/** Whether a tracked file is as the index has it; `unknown` if only its content can tell. */
export function compareStat(
  entry: IndexEntry,
  stats: FileStats | undefined,
  rules: StatRules,
): 'same' | 'changed' | 'unknown' {
  if (entry.flags & (indexFlags.stage | indexFlags.intentToAdd)) return 'changed';
  if (entry.flags & indexFlags.assumeUnchanged) return 'same';
  if (stats === undefined) return entry.flags & indexFlags.skipWorktree ? 'same' : 'changed';
  if (!hasMode(entry.mode, stats, rules)) return 'changed';
  if (entry.mode === gitlink) return 'unknown';
  // git takes another size for a change without a look at the content. 0 is what it writes where it isn't sure.
  const size = entry.data.readUInt32BE(entry.at + 36);
  if (size !== stats.size % 2 ** 32) return size === 0 ? 'unknown' : 'changed';
  return isUntouched(entry, stats, rules) ? 'same' : 'unknown';
}

export const gitlink = 0o160000;
const symlink = 0o120000;
/** Two ticks of a kernel's clock: times are no finer. */
const tick = 20;
/** Milliseconds to which a `FileStats` holds a time of today. */
const precision = 0.001;

function hasMode(mode: number, stats: FileStats, { fileMode, symlinks }: StatRules): boolean {
  if (mode === gitlink) return isDirectory(stats);
  if (mode === symlink) return isSymbolicLink(stats) || (!symlinks && isRegularFile(stats));
  if (!isRegularFile(stats)) return false;
  return !fileMode || ((mode ^ stats.mode) & 0o100) === 0;
}

/** As git compares: what `lstat` said when the file was added against what it says now. */
function isUntouched({ data, at }: IndexEntry, stats: FileStats, rules: StatRules): boolean {
  const time = (field: number) =>
    data.readUInt32BE(at + field) * 1000 + data.readUInt32BE(at + field + 4) / 1e6;
  const modified = time(8);
  if (Math.abs(modified - stats.mtimeMs) > precision) return false;
  if (modified >= rules.indexTime - tick) return false;
  if (!rules.allStats) return true;
  return (
    Math.abs(time(0) - stats.ctimeMs) <= precision &&
    data.readUInt32BE(at + 20) === stats.ino % 2 ** 32
  );
}
