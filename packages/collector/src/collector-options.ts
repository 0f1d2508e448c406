import type { SharedChanges } from './git/changes/share-changes.js';
import type { StatPreload } from './selection/stat-preload.js';

/** Which files of a tree are wanted. */
export interface SelectionOptions {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  /** Leave out what git's ignore rules hide. Default: true. */
  readonly useGitignore?: boolean;
  /** Only files that git tracks. Default: false. */
  readonly trackedOnly?: boolean;
  /** Take the files of submodules that are checked out, not only a record of each. Default: false. */
  readonly recurseSubmodules?: boolean;
  /** Globs: only files that one of them matches; those with a leading `!` take files out again. */
  readonly files?: readonly string[];
  /** Globs: files that no exclude (also no built-in one) leaves out. */
  readonly include?: readonly string[];
  /** Globs: files and directories to leave out. */
  readonly exclude?: readonly string[];
  /** Directories to leave out: names, at any depth, or paths from the root. */
  readonly excludedDirs?: readonly string[];
  /**
   * Directories whose files belong to other roots, as paths from this one: passed over without a record, and not even
   * `include` takes what is in them.
   */
  readonly nestedRoots?: readonly string[];
  /** Bytes; a larger file is left out. */
  readonly maxSize?: number;
  /** Paths relative to the root: exactly these, whatever ignore rules say. */
  readonly listed?: readonly string[];
  /**
   * Absolute paths of git's configuration outside the repository (the system's, then the user's): a later file's setting
   * counts, and the repository's before all.
   */
  readonly gitConfigFiles?: readonly string[];
  /** Absolute path of the user's ignore file, where no configuration has `core.excludesFile`. */
  readonly excludesFile?: string;
  /** What `~` in `core.excludesFile` stands for. */
  readonly homeDirectory?: string;
  /** Tells our own outputs; they are passed over without a record. Takes paths relative to the root. */
  readonly isOwnOutput?: (path: string) => boolean;
}

export interface CollectorOptions extends SelectionOptions {
  /** Has another thread share in reading the stats of tracked files, where they are many. */
  readonly statPreload?: StatPreload;
  /** Find out branch, commit and whether tracked files were changed. Default: true. */
  readonly gitMetadata?: boolean;
  /**
   * An empty map for all collectors of one run: whether a repository was changed is then found out once, not once for each
   * root in it.
   */
  readonly sharedChanges?: SharedChanges;
}
