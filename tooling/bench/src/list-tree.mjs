import { lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @typedef {{ path: string, bytes: number }} ListedFile `path` from the root */

/**
 * Lists the regular files below a directory, in a fixed order, without those that hide others (`.gitignore`) or belong to git.
 *
 * @param {string} root
 * @returns {ListedFile[]}
 */
export function listTree(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.git'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(root, file), bytes: lstatSync(file).size }));
}
