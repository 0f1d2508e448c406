import { isUtf8 } from 'node:buffer';
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listTree } from './list-tree.mjs';
import { repeatTree } from './repeat-tree.mjs';

/**
 * @typedef {{ name: string, label: string, bytes: number, make: (source: string, tree: string) => void }} GrowthStep `bytes` is about
 *   the size; `make` makes the tree of files from the kernel tree `source`
 */

const smallFile = 4096;

/** @type {readonly GrowthStep[]} */
export const growthSteps = [
  ...[1000, 10_000, 78_000, 400_000].map(manySmallFiles),
  ...[10e6, 100e6, 1.3e9, 5e9].map(manyBytes),
  { name: '4.5GB-file', label: 'one file', bytes: 4.5e9, make: makeOneFile },
];

/**
 * @param {number} count
 * @returns {GrowthStep}
 */
function manySmallFiles(count) {
  return {
    name: `${count / 1000}k`,
    label: 'small kernel files',
    bytes: (count * smallFile) / 2,
    make: (source, tree) => {
      const small = listTree(source).filter(({ bytes }) => bytes <= smallFile);
      linkFiles(source, tree, small, count / small.length);
    },
  };
}

/**
 * @param {number} bytes
 * @returns {GrowthStep}
 */
function manyBytes(bytes) {
  return {
    name: bytes < 1e9 ? `${bytes / 1e6}MB` : `${bytes / 1e9}GB`,
    label: 'kernel files',
    bytes,
    make: (source, tree) => {
      const files = listTree(source);
      const total = files.reduce((sum, file) => sum + file.bytes, 0);
      linkFiles(source, tree, files, bytes / total);
    },
  };
}

/**
 * Hard links, so that only the dump takes room.
 *
 * @param {string} source
 * @param {string} tree
 * @param {readonly import('./list-tree.mjs').ListedFile[]} files
 * @param {number} share
 */
function linkFiles(source, tree, files, share) {
  const paths = files.map(({ path }) => path);
  const made = new Set();
  for (const { from, to } of repeatTree(paths, share)) {
    const target = join(tree, to);
    const directory = dirname(target);
    if (!made.has(directory)) mkdirSync(directory, { recursive: true });
    made.add(directory);
    linkSync(join(source, from), target);
  }
}

/**
 * One text file beyond 4 GiB, out of the kernel's C files.
 *
 * @param {string} source
 * @param {string} tree
 */
function makeOneFile(source, tree) {
  mkdirSync(tree, { recursive: true });
  const code = listTree(source).filter(({ path }) => path.endsWith('.c'));
  const file = openSync(join(tree, 'all.c'), 'w');
  for (let written = 0, index = 0; written < 4.5e9; index++) {
    const content = readFileSync(join(source, code[index % code.length]?.path ?? ''));
    // One content that isn't text would make all of it binary.
    if (isUtf8(content) && !content.includes(0)) written += writeSync(file, content);
  }
  closeSync(file);
}
