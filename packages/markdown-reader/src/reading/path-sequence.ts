import { comparePaths, displayPath } from '@create-dump/core';

/**
 * Checks that paths come in byte order, each once, and that none leads through an earlier file.
 * @returns a function that returns the problem of the next path, or undefined. A path with a problem is ignored afterwards.
 *   `isFile` is false for a directory or something unknown.
 */
export function createPathSequence(): (path: string, isFile: boolean) => string | undefined {
  let previous: string | undefined;
  // Files whose path is a prefix of the current one. In byte order, the paths with that prefix follow directly.
  const prefixes: string[] = [];
  return (path, isFile) => {
    if (previous !== undefined && comparePaths(previous, path) >= 0) {
      return previous === path ? 'occurs twice' : 'is out of order';
    }
    while (prefixes.length > 0 && !path.startsWith(prefixes.at(-1) ?? '')) prefixes.pop();
    const through = prefixes.find((file) => path[file.length] === '/');
    if (through !== undefined) return `goes through "${displayPath(through)}"`;
    previous = path;
    if (isFile) prefixes.push(path);
    return undefined;
  };
}
