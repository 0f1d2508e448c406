import { toRootPath } from './to-root-path.js';

/** Which paths a list chooses: those it names, and all below directories it names. */
export interface ListTest {
  /** The named path that chooses a path: the path itself, or the innermost directory above it; empty for the root. */
  find(path: string): string | undefined;
  /** Relative to the root, without duplicates. */
  readonly named: ReadonlySet<string>;
}

/**
 * @param listed Paths relative to the root, or absolute.
 * @throws {CreateDumpError} `USAGE` for a path outside the root.
 */
export function createListTest(root: string, listed: readonly string[]): ListTest {
  const named = new Set(listed.map((path) => toRootPath(root, path, true)));
  return {
    named,
    find(path) {
      if (named.has(path)) return path;
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const directory = path.slice(0, end);
        if (named.has(directory)) return directory;
      }
      return named.has('') ? '' : undefined;
    },
  };
}
