import type { Glob } from './compile-globs.js';

/** Globs that are applied to the paths of a tree one by one, and which of them have matched none so far. */
export interface TrackedGlobs {
  readonly size: number;
  /** The first glob that matches. */
  matching(path: string, isDirectory: boolean): Glob | undefined;
  /** The first glob that takes a file. */
  taking(path: string): Glob | undefined;
  /** Whether one of the globs could take a file below a directory; see {@link Glob}. */
  reachBelow(directory: string): boolean;
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
  const note = (path: string) => {
    for (const glob of unmatched) if (glob.takes(path)) unmatched.delete(glob);
  };
  return {
    size: globs.length,
    matching(path, isDirectory) {
      for (const glob of globs) {
        if (!glob.matches(path, isDirectory)) continue;
        if (unmatched.size > 0) {
          for (const one of unmatched) if (one.matches(path, isDirectory)) unmatched.delete(one);
        }
        return glob;
      }
      return undefined;
    },
    taking(path) {
      for (const glob of globs) {
        if (!glob.takes(path)) continue;
        if (unmatched.size > 0) note(path);
        return glob;
      }
      return undefined;
    },
    reachBelow: (directory) => globs.some((glob) => glob.reachesBelow(directory)),
    note(path) {
      if (unmatched.size > 0) note(path);
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
