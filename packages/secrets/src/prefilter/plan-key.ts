import { type ByteSet, membersOf } from '../tokens/byte-set.js';
import type { Needle } from './needle.js';
import { separatorSet, shortestWord, wordSet } from './word-bytes.js';

/** Four bytes that the prefilter looks up, as a little-endian number; 0 for a byte that may be any. */
export interface NeedleKey {
  readonly values: readonly number[];
  /** Where the four bytes begin in the needle's head. */
  readonly offset: number;
  /** Where a word begins in the four bytes; 4 behind them, undefined if the key is none of a word. */
  readonly word?: number;
}

/** Part of some alphabets, but only at the end of tokens: it pads base64. */
const equalsSign = 0x3d;

/** More would fill the hash table. */
const mostValues = 512;

/** The keys of a word: where they are from its beginning, and where their four bytes begin. The best are the first. */
const forms = [
  { from: 0, to: 4, base: 0 },
  { from: -4, to: 0, base: -4 },
  { from: -2, to: 2, base: -2 },
  { from: -3, to: 0, base: -4 },
  { from: 0, to: 3, base: 0 },
];

/** Picks the bytes by which the prefilter finds a needle. */
export function planKey({ head, anchor }: Needle): NeedleKey {
  if (anchor !== undefined) {
    const { offset, length } = anchor;
    return { offset, values: valuesOf(head.slice(offset, offset + length), 0) };
  }
  const starts = wordStarts(head);
  for (const { from, to, base } of forms) {
    for (const start of starts) {
      const sets = head.slice(Math.max(start + from, 0), start + to);
      if (sets.length < to - from || countValues(sets) > mostValues) continue;
      return { offset: start + base, word: -base, values: valuesOf(sets, from - base) };
    }
  }
  throw new TypeError(`A needle has no word with a key: ${head.length} bytes.`);
}

/** Where long words, or parts of them, begin in every token. */
function wordStarts(head: readonly ByteSet[]): number[] {
  const starts: number[] = [];
  let run = 0;
  for (let at = head.length - 1; at >= 0; at--) {
    run = isInWord(head[at] as ByteSet) ? run + 1 : 0;
    // A word may go on behind the head.
    const isLong = run >= Math.min(shortestWord, head.length - at);
    if (isLong && (at === 0 || canStart(head[at - 1] as ByteSet, head[at] as ByteSet)))
      starts.unshift(at);
  }
  return starts;
}

const known = new WeakMap<ByteSet, boolean>();

function isInWord(set: ByteSet): boolean {
  let answer = known.get(set);
  if (answer === undefined) {
    const bytes = membersOf(set);
    const isPadding = (byte: number) => byte === equalsSign && bytes.length > 1;
    answer = bytes.every((byte) => wordSet[byte] === 1 || isPadding(byte));
    known.set(set, answer);
  }
  return answer;
}

/** Whether a word, or a part of one, always begins between two bytes. */
function canStart(before: ByteSet, first: ByteSet): boolean {
  const bytes = membersOf(before);
  if (bytes.every((byte) => wordSet[byte] === 0)) return true;
  const isSeparated = bytes.every((byte) => separatorSet[byte] === 1);
  return isSeparated && membersOf(first).every((byte) => separatorSet[byte] === 0);
}

function countValues(sets: readonly ByteSet[]): number {
  return sets.reduce((count, set) => count * membersOf(set).length, 1);
}

/** All values of bytes in a row, of which the first is `skip` bytes behind the beginning of the key. */
function valuesOf(sets: readonly ByteSet[], skip: number): number[] {
  return sets.reduce<number[]>(
    (values, set, at) =>
      values.flatMap((value) => membersOf(set).map((byte) => value + byte * 256 ** (skip + at))),
    [0],
  );
}
