import { comparePaths, displayPath } from '@create-dump/core';

/**
 * Checks paths that should come in byte order, each once, none through a file before it. Gives what is wrong with a path,
 * which then counts as not having come, or undefined.
 * @returns a function of a path and whether it is a file, rather than a directory or something unknown
 */
export function createPathSequence(): (path: string, isFile: boolean) => string | undefined {
  let previous: string | undefined;
  // Files whose path is a beginning of the current one. In byte order, all of those follow directly.
  const beginnings: string[] = [];
  return (path, isFile) => {
    if (previous !== undefined && comparePaths(previous, path) >= 0) {
      return previous === path ? 'occurs twice' : 'is out of order';
    }
    while (beginnings.length > 0 && !path.startsWith(beginnings.at(-1) ?? '')) beginnings.pop();
    const through = beginnings.find((file) => path[file.length] === '/');
    if (through !== undefined) return `goes through "${displayPath(through)}"`;
    previous = path;
    if (isFile) beginnings.push(path);
    return undefined;
  };
}
