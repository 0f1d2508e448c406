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
  /**
   * Files that a sparse checkout omits are compared if they are present, as git does if `core.sparseCheckout` is set
   * (git-sparse-checkout, "sparse.expectFilesOutsideOfPatterns").
   */
  readonly comparesPresent: boolean;
}

/**
 * Whether a tracked file matches its index entry: `removed` if there is no file, `unknown` if only its content, or the commit
 * of a submodule, can decide. `trusted`: git doesn't look at the file, so it counts as unchanged.
 */
export type StatAnswer = 'same' | 'trusted' | 'changed' | 'removed' | 'unknown';

/**
 * @param stats Of the path itself; undefined if it doesn't exist, or is reached through a symbolic link only.
 * @param isPresent Whether the path exists, be it through a symbolic link.
 */
export function compareStat(
  entry: IndexEntry,
  stats: FileStats | undefined,
  rules: StatRules,
  isPresent: boolean = stats !== undefined,
): StatAnswer {
  const { flags } = entry;
  if (flags & indexFlags.stage) return 'changed';
  if (flags & indexFlags.skipWorktree && !(rules.comparesPresent && isPresent)) return 'trusted';
  if (flags & indexFlags.assumeUnchanged) return 'trusted';
  if (stats === undefined) return 'removed';
  if (entry.mode === entryModes.gitlink) return 'unknown';
  if (flags & indexFlags.intentToAdd) return 'changed';
  if (!hasMode(entry.mode, stats, rules)) return isDirectory(stats) ? 'removed' : 'changed';
  // Like git, takes a different size for a change. git stores 0 where it doesn't trust the size.
  const size = entry.data.readUInt32BE(entry.at + 36);
  if (size !== stats.size % 2 ** 32) return size === 0 ? 'unknown' : 'changed';
  if (size === 0 && !hasEmptyContent(entry)) return 'unknown';
  return isUntouched(entry, stats, rules) ? 'same' : 'unknown';
}

/** In milliseconds: two ticks of the kernel's clock, the resolution of file times. */
const clockResolution = 20;

/**
 * The time from which on a modification may have gone unnoticed. Like git as it is usually built, compares whole seconds: then
 * the answer is git's even if attributes have changed since the file was added.
 */
function racyFrom(indexTime: number): number {
  return Math.min(Math.floor(indexTime / 1000) * 1000, indexTime - clockResolution);
}
/** Milliseconds: the precision of a present-day time in `FileStats`. */
const precision = 0.001;

function hasMode(mode: number, stats: FileStats, { fileMode, symlinks }: StatRules): boolean {
  if (mode === entryModes.symbolicLink)
    return isSymbolicLink(stats) || (!symlinks && isRegularFile(stats));
  if (!isRegularFile(stats)) return false;
  return !fileMode || ((mode ^ stats.mode) & 0o100) === 0;
}

/** The ids of the empty blob in SHA-1 and SHA-256. */
const emptyBlob =
  /^(e69de29bb2d1d6434b8b29ae775ad8c2e48c5391|473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813$)/;

function hasEmptyContent({ data, at }: IndexEntry): boolean {
  return emptyBlob.test(data.toString('hex', at + 40, at + 72));
}

/** Whether `lstat` still returns what git stored when the file was added. */
function isUntouched({ data, at }: IndexEntry, stats: FileStats, rules: StatRules): boolean {
  const time = (field: number) =>
    data.readUInt32BE(at + field) * 1000 + data.readUInt32BE(at + field + 4) / 1e6;
  const modified = time(8);
  if (Math.abs(modified - stats.mtimeMs) > precision) return false;
  if (modified >= racyFrom(rules.indexTime)) return false;
  if (!rules.allStats) return true;
  return (
    Math.abs(time(0) - stats.ctimeMs) <= precision &&
    data.readUInt32BE(at + 20) === stats.ino % 2 ** 32
  );
}
