import type { Glob } from './compile-globs.js';

/** Globs that are applied to the paths of a tree one by one, and which of them have matched none so far. */
export interface TrackedGlobs {
  readonly size: number;
  /** The first glob that matches. */
  matching(path: string, isDirectory: boolean): Glob | undefined;
  /** The first glob that takes a file. */
  taking(path: string): Glob | undefined;
  /** Counts what matches a file that the caller decides on by another rule. */
  note(path: string): void;
  /**
   * Globs without a match so far that match an entry or, judging by their literal start, something below it. All of them for
   * the root, whose path is empty.
   */
  reaching(path: string, isDirectory: boolean): readonly Glob[];
  /** Counts globs as matched. */
  settle(globs: readonly Glob[]): void;
  unmatched(): readonly Glob[];
}

/** A glob counts as matched also if another one before it decides. Costs nothing once every glob has matched. */
export function trackGlobs(globs: readonly Glob[]): TrackedGlobs {
  const unmatched = new Set(globs);
  return {
    size: globs.length,
    matching(path, isDirectory) {
      const found = globs.find((glob) => glob.matches(path, isDirectory));
      if (found !== undefined && unmatched.size > 0) {
        for (const glob of unmatched) if (glob.matches(path, isDirectory)) unmatched.delete(glob);
      }
      return found;
    },
    taking(path) {
      const found = globs.find((glob) => glob.takes(path));
      if (found !== undefined && unmatched.size > 0) {
        for (const glob of unmatched) if (glob.takes(path)) unmatched.delete(glob);
      }
      return found;
    },
    note(path) {
      for (const glob of unmatched) if (glob.takes(path)) unmatched.delete(glob);
    },
    reaching(path, isDirectory) {
      const below = `${path}/`;
      return [...unmatched].filter(
        (glob) =>
          path === '' ||
          glob.matches(path, isDirectory) ||
          glob.takes(path) ||
          (isDirectory && glob.base.startsWith(below)),
      );
    },
    settle(matched) {
      for (const glob of matched) unmatched.delete(glob);
    },
    unmatched: () => [...unmatched],
  };
}
