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
  /** Globs: choose only files that match one of them. A leading `!` removes files again. */
  readonly files?: readonly string[];
  /** Globs: files that no exclude and no ignore file hides. Neither `.git` nor our own outputs are ever included. */
  readonly include?: readonly string[];
  /** Globs: files and directories to exclude. */
  readonly exclude?: readonly string[];
  /** Directories to exclude: names, which match at any depth, or paths relative to the root. */
  readonly excludedDirs?: readonly string[];
  /**
   * Directories that other collectors handle, relative to the root. They are omitted without a record, and `include` doesn't
   * reach into them.
   */
  readonly nestedRoots?: readonly string[];
  /** In bytes; larger files are skipped. Default: no limit. */
  readonly maxSize?: number;
  /**
   * Absolute path of a directory above the root: `.dumpignore` files from there down to the root apply as well. Default:
   * the top of the work tree, or the root outside of one.
   */
  readonly ignoreTop?: string;
  /** For a submodule: its path from the outermost root, with a trailing slash. Includes match paths from there. */
  readonly globPrefix?: string;
  /** Paths relative to the root: choose exactly these, regardless of ignore rules. */
  readonly listed?: readonly string[];
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
