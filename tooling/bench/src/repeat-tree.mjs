/** @typedef {{ from: string, to: string }} Link */

/**
 * Plans a tree that holds a share of the given files, evenly spread, or all of them some times, each time in a directory
 * of its own.
 *
 * @param {readonly string[]} paths
 * @param {number} share 0.1: every tenth; 2.5: all twice, then every second
 * @returns {Link[]}
 */
export function repeatTree(paths, share) {
  const copies = Array.from({ length: Math.ceil(share) }, (_, copy) => copy);
  return copies.flatMap((copy) => {
    const part = Math.min(1, share - copy);
    return paths
      .filter((_, index) => Math.floor((index + 1) * part) > Math.floor(index * part))
      .map((path) => ({ from: path, to: `copy-${copy}/${path}` }));
  });
}
