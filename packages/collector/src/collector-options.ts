import type { FileStats } from './file-system/file-stats.js';
import type { IgnoreRule, PatternOption, PatternSource } from '@create-dump/core';
import type { UserGitFiles } from './git/user-git-files.js';
import type { SharedChanges } from './git/changes/share-changes.js';
import type { StatPreload } from './selection/stat-preload.js';

/** Which files of a tree to choose. */
export interface SelectionOptions extends UserGitFiles {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  /** Apply git's ignore rules. Default: true. Those of `.dumpignore` files always apply. */
  readonly useGitignore?: boolean;
  /** Choose only files that git tracks. Default: false. */
  readonly trackedOnly?: boolean;
  /** Choose the files of checked-out submodules; otherwise each submodule is one skipped record. Default: false. */
  readonly recurseSubmodules?: boolean;
  /** Globs: choose only files that match one of them, or are below a directory that one names. A leading `!` removes files. */
  readonly files?: readonly string[];
  /** Globs: files that no exclude and no ignore file hides. Neither `.git` nor our own outputs are ever included. */
  readonly include?: readonly string[];
  /** Globs: files and directories to exclude. */
  readonly exclude?: readonly string[];
  /** Directories to exclude: names, which match at any depth, or paths relative to the root. */
  readonly excludedDirs?: readonly string[];
  /** Where the patterns of each option come from; returned with those that match nothing. */
  readonly patternSources?: Readonly<Partial<Record<PatternOption, PatternSource>>>;
  /**
   * Directories that other collectors handle, relative to the root. They are omitted without a record, and `include` doesn't
   * reach into them.
   */
  readonly nestedRoots?: readonly string[];
  /**
   * The directory that the output goes into, relative to the root. It need not exist: patterns that exclude it count as matched.
   */
  readonly outputDirectory?: string;
  /** In bytes; larger files are skipped. Default: no limit. */
  readonly maxSize?: number;
  /**
   * Absolute path of a directory above the root: `.dumpignore` files from there down to the root apply as well. Default:
   * the top of the work tree, or the root outside of one.
   */
  readonly ignoreTop?: string;
  /** For a submodule: its path from the outermost root, with a trailing slash. Includes match paths from there. */
  readonly globPrefix?: string;
  /** For a submodule: called for each entry that an ignore rule hides, whose path is relative to this root. */
  readonly onHide?: (path: string, isDirectory: boolean, rule: IgnoreRule) => void;
  /** Paths relative to the root: choose exactly these, regardless of ignore rules, and what is chosen below directories. */
  readonly listed?: readonly string[];
  /** Called for each file that git's rules and the user's choose, before submodules and changes narrow the choice further. */
  readonly onChosen?: (path: string, stats: FileStats) => void;
  /** Called before a directory is listed, or a file looked at, once more after a failure that may pass; takes what failed. */
  readonly onRetry?: (why: string) => void;
  /** Recognizes our own outputs, which are omitted without a record. Takes paths relative to the root. */
  readonly isOwnOutput?: (path: string) => boolean;
}

export interface CollectorOptions extends SelectionOptions {
  /** Another thread that reads stats of tracked files as well, if there are at least 20,000. */
  readonly statPreload?: StatPreload;
  /** Determine branch, commit and whether tracked files have changed. Default: true. */
  readonly gitMetadata?: boolean;
  /**
   * A map, initially empty, that all collectors of one run share, so that changes of a repository are detected once, not
   * once for each root in it.
   */
  readonly sharedChanges?: SharedChanges;
}

/** What a discovery is asked for, by this package alone. */
export interface DiscoveryOptions extends CollectorOptions {
  /** The sizes and modes of the files don't matter, so that most need no `lstat`: those returned may be wrong. */
  readonly namesOnly?: boolean;
}
