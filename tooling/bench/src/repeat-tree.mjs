/**
 * @typedef {{ from: string, to: string }} Link
 * @typedef {{ path: string, weight: number }} Weighed what it adds to a share: 1, or its bytes
 */

/**
 * Plans a tree that holds a share of the given files, evenly spread, or all of them some times, each time in a directory
 * of its own.
 *
 * @param {readonly Weighed[]} files
 * @param {number} share of the sum of the weights; 2.5: all twice, then half
 * @returns {Link[]}
 */
export function repeatTree(files, share) {
  const copies = Array.from({ length: Math.ceil(share) }, (_, copy) => copy);
  return copies.flatMap((copy) =>
    takeShare(files, share - copy).map((path) => ({ from: path, to: `copy-${copy}/${path}` })),
  );
}

/**
 * @param {readonly Weighed[]} files
 * @param {number} share
 */
function takeShare(files, share) {
  if (share >= 1) return files.map(({ path }) => path);
  const taken = [];
  let [seenWeight, takenWeight] = [0, 0];
  for (const { path, weight } of files) {
    seenWeight += weight;
    if (takenWeight >= seenWeight * share) continue;
    taken.push(path);
    takenWeight += weight;
  }
  return taken;
}
