import { tryReadStats } from './file-stats.js';

/**
 * Creates a test that tells whether a path exists, be it through symbolic links above it.
 * @param root Absolute path of a directory; the test takes paths relative to it. Fast if paths in order are absent with their
 *   directories.
 */
export function createPresenceTest(root: string): (path: string) => boolean {
  // The directory that was found absent last, with a trailing slash.
  let absent: string | undefined;
  return (path) => {
    if (absent !== undefined && path.startsWith(absent)) return false;
    if (tryReadStats(`${root}/${path}`) !== undefined) return true;
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    if (directory !== '' && tryReadStats(`${root}/${directory}`) === undefined) absent = directory;
    return false;
  };
}
