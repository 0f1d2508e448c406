import { compileGlobs, type Glob } from './compile-globs.js';

/**
 * Compiles a list of globs that selects files: those that match one of them (all if each glob is negated), except those that
 * match a glob with a leading `!`.
 *
 * @param option The option or setting that has the patterns, for error messages.
 * @returns Whether the file with this path is selected.
 * @throws {CreateDumpError} `USAGE` for a pattern that is empty or too large.
 */
export function compilePathFilter(
  patterns: readonly string[],
  option: string,
): (path: string) => boolean {
  const isNegative = (pattern: string) => pattern.startsWith('!') && !pattern.startsWith('!(');
  const positive = compileGlobs(
    patterns.filter((pattern) => !isNegative(pattern)),
    option,
  );
  const negative = compileGlobs(
    patterns.filter(isNegative).map((pattern) => pattern.slice(1)),
    option,
  );
  const some = (globs: readonly Glob[], path: string) =>
    globs.some((glob) => glob.matches(path, false));
  return (path) => (positive.length === 0 || some(positive, path)) && !some(negative, path);
}
