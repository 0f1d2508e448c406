import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Entry
 * @property {'directory' | 'file' | 'link'} type
 * @property {number} mode
 * @property {string} digest of a file's bytes; of a link, its target; empty for a directory
 * @property {Buffer | undefined} bytes of a file
 *
 * @typedef {ReadonlyMap<string, Entry>} Survey entries by their path relative to the surveyed directory
 */

/**
 * Reads everything below a directory into memory.
 *
 * @param {string} root
 * @returns {Survey}
 */
export function surveyDirectory(root) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  const pending = [''];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const name of readdirSync(join(root, path)).sort()) {
      const child = path === '' ? name : `${path}/${name}`;
      const entry = readEntry(join(root, child));
      entries.set(child, entry);
      if (entry.type === 'directory') pending.push(child);
    }
  }
  return entries;
}

/**
 * @param {string} path
 * @returns {Entry}
 */
function readEntry(path) {
  const facts = lstatSync(path);
  const mode = facts.mode & 0o7777;
  if (facts.isDirectory()) return { type: 'directory', mode, digest: '', bytes: undefined };
  if (facts.isSymbolicLink()) {
    return { type: 'link', mode, digest: readlinkSync(path), bytes: undefined };
  }
  if (!facts.isFile()) throw new Error(`${path} is neither file, directory nor link`);
  const bytes = readFileSync(path);
  return { type: 'file', mode, digest: createHash('sha256').update(bytes).digest('hex'), bytes };
}
