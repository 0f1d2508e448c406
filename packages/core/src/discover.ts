import type { SkippedFile, SourceFile } from './source-file.js';

/** What git says of the tree. `branch` is null on a detached HEAD, `commit` on a branch without commits. */
export interface GitFacts {
  readonly branch: string | null;
  readonly commit: string | null;
  /** Tracked files differ from the commit, as `git describe --dirty` has it; null where that can't be told. */
  readonly dirty: boolean | null;
  /** Why something can't be told, in a sentence: `The index has version 5, which is not known.` */
  readonly note?: string;
}

/** One line of one ignore file. */
export interface IgnoreRule {
  /** The file that holds the rule, relative to the root, or absolute where it isn't below it. */
  readonly source: string;
  /** Counted from 1. */
  readonly line: number;
  readonly pattern: string;
}

export interface Discovery {
  /** What the tree is called: independent of where it lies, as far as that can be had. */
  readonly name: string;
  /** Ordered by the bytes of their paths. */
  readonly files: readonly SourceFile[];
  /** Ordered likewise. */
  readonly skipped: readonly SkippedFile[];
  /** Entries that ignore rules hide; a directory that isn't entered counts as one. */
  readonly ignored: number;
  /** The rule that hid the most entries of the root itself. */
  readonly busiestRule?: IgnoreRule;
  /** Absent outside a git repository, or where it wasn't asked for. */
  readonly git?: GitFacts;
}

/** Port: finds out which files belong to the dump. */
export type Discover = (signal: AbortSignal) => Promise<Discovery>;
