import { parseByteSet } from '../tokens/byte-set.js';

/** The bytes of words, of which tokens are made. */
export const wordSet = parseByteSet('A-Za-z0-9_+/-');

/** Bytes that divide words: a part of a word may be a token. */
export const separatorSet = parseByteSet('+/-');

/** A word that the prefilter looks at has so many bytes. */
export const shortestWord = 16;

/** Classes of bytes: each is the product of its lower and upper halves, so that two tables of 16 bytes tell them. */
const classes: readonly (readonly [
  bit: number,
  upper: readonly number[],
  lower: readonly number[],
])[] = [
  // A to O, a to o.
  [0, [4, 6], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
  // P to Z, p to z.
  [1, [5, 7], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  // 0 to 9.
  [2, [3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  // _
  [3, [5], [15]],
  // ~
  [5, [7], [14]],
  // :
  [6, [3], [10]],
  // + - /
  [7, [2], [11, 13, 15]],
];

/** Returns the two tables of classes: by the lower half of a byte, then by its upper half. See `scripts/find-keys.wat`. */
export function classTables(): Uint8Array {
  const tables = new Uint8Array(32);
  for (const [bit, upper, lower] of classes) {
    for (const half of lower) tables[half] = (tables[half] as number) | (1 << bit);
    for (const half of upper) tables[16 + half] = (tables[16 + half] as number) | (1 << bit);
  }
  return tables;
}
