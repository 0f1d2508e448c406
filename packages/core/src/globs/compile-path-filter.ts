import { compileGlobs, type Glob } from './compile-globs.js';
import { type TrackedGlobs, trackGlobs } from './track-globs.js';

/** A list of globs that selects files, and which of its globs have matched none so far. */
export interface PathFilter {
  /** Whether the file with this path is selected. */
  selects(path: string): boolean;
  /**
   * To be called for an entry that another rule hides. Counts the negated globs that match it, and returns the other globs that
   * match it, or something below it, and no file so far.
   */
  hide(path: string, isDirectory: boolean): readonly string[];
  /** The patterns that have matched no file, as the user gave them. */
  unmatched(): readonly string[];
}

/**
 * Compiles a list of globs that selects files: those that one of them takes (all if each glob is negated), except those that a
 * glob with a leading `!` takes.
 *
 * @param option The option or setting that has the patterns, for error messages.
 * @returns Makes a filter for a run, in which no glob has matched yet.
 * @throws {CreateDumpError} `USAGE` for a pattern that is empty or too large.
 */
export function compilePathFilter(patterns: readonly string[], option: string): () => PathFilter {
  const positive = compileGlobs(
    patterns.filter((pattern) => !isNegated(pattern)),
    option,
  );
  const negative = compileGlobs(
    patterns.filter(isNegated).map((pattern) => pattern.slice(1)),
    option,
  );
  return () => createPathFilter(trackGlobs(positive), trackGlobs(negative));
}

function createPathFilter(positive: TrackedGlobs, negative: TrackedGlobs): PathFilter {
  return {
    selects(path) {
      if (positive.size > 0 && positive.taking(path) === undefined) {
        negative.note(path);
        return false;
      }
      return negative.taking(path) === undefined;
    },
    hide(path, isDirectory) {
      negative.settle(negative.reaching(path, isDirectory));
      return positive.reaching(path, isDirectory).map(toPattern);
    },
    unmatched: () => [
      ...positive.unmatched().map(toPattern),
      ...negative.unmatched().map((glob) => `!${toPattern(glob)}`),
    ],
  };
}

/** Whether a pattern of `files` removes files: it has a leading `!` that doesn't begin an extglob. */
export function isNegated(pattern: string): boolean {
  return pattern.startsWith('!') && !pattern.startsWith('!(');
}

function toPattern({ pattern }: Glob): string {
  return pattern;
}
