import { comparePaths } from '@create-dump/core';
import { type IndexEntry, indexFlags } from './parse-index.js';

/**
 * Merges the two parts of a split index.
 * @param base Entries of the shared index.
 * @param own Entries of the index itself: first those that replace entries of the base, without names, then new ones.
 * @param link Content of the `link` extension after the shared index's id: two EWAH bitmaps of positions in `base`, of
 *   deleted and of replaced entries.
 */
export function mergeSplitIndex(
  base: readonly IndexEntry[],
  own: readonly IndexEntry[],
  link: Buffer,
): readonly IndexEntry[] {
  if (link.length === 0) return [...base, ...own].sort(inOrder);
  const deleted = readBitmap(link, 0);
  const replaced = readBitmap(link, deleted.end);
  let next = 0;
  const kept: IndexEntry[] = [];
  for (const [position, entry] of base.entries()) {
    const replacement = replaced.bits.has(position) ? own[next++] : undefined;
    if (!deleted.bits.has(position)) {
      kept.push(replacement === undefined ? entry : { ...replacement, path: entry.path });
    }
  }
  return [...kept, ...own.slice(next)].sort(inOrder);
}

function inOrder(a: IndexEntry, b: IndexEntry): number {
  return comparePaths(a.path, b.path) || stageOf(a) - stageOf(b);
}

const stageOf = ({ flags }: IndexEntry) => flags & indexFlags.stage;

/** Decodes an EWAH-compressed bitmap: runs of identical 64-bit words alternate with literal words. */
function readBitmap(data: Buffer, start: number): { bits: Set<number>; end: number } {
  const bits = new Set<number>();
  const words = data.readUInt32BE(start + 4);
  let at = start + 8;
  const wordsEnd = at + words * 8;
  let position = 0;
  while (at < wordsEnd) {
    const marker = data.readBigUInt64BE(at);
    at += 8;
    const run = Number((marker >> 1n) & 0xffffffffn) * 64;
    if (marker & 1n) for (let bit = 0; bit < run; bit++) bits.add(position + bit);
    position += run;
    for (let literals = Number(marker >> 33n); literals > 0; literals--) {
      const word = data.readBigUInt64BE(at);
      at += 8;
      for (let bit = 0; bit < 64; bit++) if ((word >> BigInt(bit)) & 1n) bits.add(position + bit);
      position += 64;
    }
  }
  return { bits, end: wordsEnd + 4 };
}
