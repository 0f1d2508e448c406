import type { SkippedFile, SourceFile } from './source-file.js';

/** The tree's state in git. `branch` is null on a detached HEAD, `commit` on a branch without commits. */
export interface GitFacts {
  readonly branch: string | null;
  readonly commit: string | null;
  /** Whether tracked files differ from the commit, as in `git describe --dirty`; null if that is unknown. */
  readonly dirty: boolean | null;
  /** A sparse checkout: the number of tracked files below the root that are not in the work tree because of it. */
  readonly sparse?: { readonly absent: number };
  /** Why a value is unknown, as a sentence: `The index has version 5, which is not known.` */
  readonly note?: string;
}

/** What tells a tree from others of its name. It states neither path nor URL. */
export interface TreeIdentity {
  /** Hexadecimal. */
  readonly sha256: string;
  /** Whether it is the same in every copy of the tree. Otherwise it depends on where the tree is. */
  readonly isPortable: boolean;
}

/** A rule of an ignore file. */
export interface IgnoreRule {
  /** The ignore file: relative to the root, or absolute if it isn't below the root. */
  readonly source: string;
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly pattern: string;
}

/** Where the patterns of an option come from. */
export interface PatternSource {
  /** The place of the setting, for messages: `project file /p/create-dump.toml:3`. Absent: the command line. */
  readonly setBy?: string;
  /** Whether the patterns apply to several trees of one run. Then a tree in which one matches nothing isn't at fault. */
  readonly isShared?: boolean;
}

export type PatternOption = 'files' | 'include' | 'exclude' | 'excludedDirs';

/** A pattern of the user that matched nothing in the tree. */
export interface UnmatchedPattern {
  readonly option: PatternOption;
  readonly pattern: string;
  readonly source?: PatternSource;
  /** It would match something that this rule ignores. */
  readonly hiddenBy?: IgnoreRule;
}

/** Which files belong to a dump. */
export interface Listing {
  /** The name of the tree. If possible, it doesn't depend on the tree's location. */
  readonly name: string;
  readonly tree?: TreeIdentity;
  /** Sorted by {@link comparePaths}. */
  readonly files: readonly { readonly path: string }[];
  /** Sorted likewise. */
  readonly skipped: readonly SkippedFile[];
  /** The number of entries that ignore rules hide; a directory that isn't entered counts as one. */
  readonly ignored: number;
  /** The rule that hides the most entries directly in the root. */
  readonly busiestRule?: IgnoreRule;
  /** Patterns that matched nothing. */
  readonly unmatched?: readonly UnmatchedPattern[];
  /** Sentences: what of git's configuration and ignore rules couldn't be read, so that the choice may be wrong. */
  readonly warnings?: readonly string[];
}

/** Which files belong to a dump, with what their sections say of them. */
export interface Discovery extends Listing {
  readonly files: readonly SourceFile[];
  /** Absent outside a git repository, or if it wasn't requested. */
  readonly git?: GitFacts;
}

/** Port: finds out which files belong to the dump. */
export type Discover = (signal: AbortSignal) => Promise<Discovery>;
