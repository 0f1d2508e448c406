import { compileGlobs, type Glob } from './compile-globs.js';

/**
 * Compiles a list of globs that says which files are wanted: those that one of them matches, all if none is positive; those
 * with a leading `!` take files out again.
 *
 * @param option Where the patterns come from, for messages.
 * @returns A function of a file's path.
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
