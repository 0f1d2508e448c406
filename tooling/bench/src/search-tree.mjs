import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { listTree } from './list-tree.mjs';

/** @typedef {{ start: number, end: number, rule: string, line: number, allowed?: string }} Span */
/** @typedef {{ find: (bytes: Uint8Array, path: string) => readonly Span[] }} Finder */
/** @typedef {{ path: string, line: number, rule: string }} Finding */

/** Files are read in batches of this size, and the time of each batch is taken: not that of reading. */
const batchBytes = 2 ** 26;

/** Larger files are cut. */
const largestFile = batchBytes;

/**
 * Searches all files of a tree.
 *
 * @param {string} root
 * @param {Finder} finder
 * @param {number} rounds The fastest counts.
 */
export function searchTree(root, finder, rounds) {
  const files = listTree(root);
  const batches = cutBatches(files);
  const memory = Buffer.allocUnsafe(batchBytes);
  const copy = new Uint8Array(2 ** 16);
  const seconds = { floor: 0, search: 0 };
  /** @type {Finding[]} */
  const findings = [];
  let bytes = 0;
  for (const batch of batches) {
    const contents = readBatch(root, batch, memory);
    bytes += contents.reduce((sum, { content }) => sum + content.length, 0);
    seconds.floor += fastest(rounds, () => {
      for (const { content } of contents) copyPieces(content, copy);
    });
    seconds.search += fastest(rounds, () => {
      for (const { content, path } of contents) finder.find(content, path);
    });
    for (const { content, path } of contents) {
      for (const { line, rule } of finder.find(content, path)) findings.push({ path, line, rule });
    }
  }
  return { files: files.length, bytes, seconds, findings };
}

/** @param {readonly import('./list-tree.mjs').ListedFile[]} files */
function cutBatches(files) {
  /** @type {import('./list-tree.mjs').ListedFile[][]} */
  const batches = [];
  let room = 0;
  for (const file of files) {
    const size = Math.min(file.bytes, largestFile);
    if (size > room) {
      batches.push([]);
      room = batchBytes;
    }
    batches.at(-1)?.push(file);
    room -= size;
  }
  return batches;
}

/**
 * @param {string} root
 * @param {readonly import('./list-tree.mjs').ListedFile[]} batch
 * @param {Buffer} memory
 */
function readBatch(root, batch, memory) {
  let end = 0;
  return batch.map(({ path, bytes }) => {
    const start = end;
    const size = Math.min(bytes, largestFile);
    const file = openSync(join(root, path), 'r');
    try {
      while (end < start + size) {
        const count = readSync(file, memory, end, start + size - end, null);
        if (count === 0) break;
        end += count;
      }
    } finally {
      closeSync(file);
    }
    return { path, content: memory.subarray(start, end) };
  });
}

/**
 * @param {Uint8Array} content
 * @param {Uint8Array} target
 */
function copyPieces(content, target) {
  for (let at = 0; at < content.length; at += target.length) {
    target.set(content.subarray(at, at + target.length));
  }
}

/**
 * @param {number} rounds
 * @param {() => void} work
 * @returns {number} seconds of the processor
 */
function fastest(rounds, work) {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}
