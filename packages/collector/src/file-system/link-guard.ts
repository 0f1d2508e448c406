import { isDirectory, tryReadStats } from './file-stats.js';

/**
 * Creates a test that tells whether all parents of a path are directories, not symbolic links.
 * @param root Absolute path of a directory; the test takes paths relative to it. Fastest if paths are asked for in order.
 */
export function createLinkGuard(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>([['', true]]);
  const isRealDirectory = (directory: string): boolean => {
    const answer = known.get(directory);
    if (answer !== undefined) return answer;
    const parent = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
    const real = isRealDirectory(parent) && isDirectoryAt(`${root}/${directory.slice(0, -1)}`);
    known.set(directory, real);
    return real;
  };
  // Consecutive paths are mostly in the same directory.
  let last = '';
  let answer = true;
  return (path) => {
    const length = path.lastIndexOf('/') + 1;
    if (length !== last.length || !path.startsWith(last)) {
      last = path.slice(0, length);
      answer = isRealDirectory(last);
    }
    return answer;
  };
}

function isDirectoryAt(path: string): boolean {
  const stats = tryReadStats(path);
  return stats !== undefined && isDirectory(stats);
}
