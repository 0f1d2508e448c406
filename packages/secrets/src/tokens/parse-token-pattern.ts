import { type ByteSet, membersOf, parseByteSet } from './byte-set.js';

/** Bytes of one set, in a row. */
export interface TokenPart {
  readonly set: ByteSet;
  readonly min: number;
  readonly max: number;
}

/**
 * Parses the pattern of a token: characters that stand for themselves, and sets with a count, such as `ghp_[0-9A-Za-z]{36}` or
 * `[0-9]{10,13}`. A set without a count stands for one byte. Equal sets of one `sets` are the same object.
 *
 * Patterns need no backtracking: a part whose length may vary is the last one, or is followed by a part without a byte of its set.
 */
export function parseTokenPattern(pattern: string, sets: Map<string, ByteSet>): TokenPart[] {
  const parts: TokenPart[] = [];
  const syntax = /\[(?<set>[^\]]+)\](?:\{(?<min>\d+)(?:,(?<max>\d+))?\})?|(?<literal>[^[\]{}])/gy;
  let end = 0;
  for (const match of pattern.matchAll(syntax)) {
    const { set, min = '1', max = min, literal = '' } = match.groups ?? {};
    parts.push({ set: intern(set ?? literal, sets), min: Number(min), max: Number(max) });
    end = match.index + match[0].length;
  }
  if (end !== pattern.length || !parts.every(needsNoBacktracking)) {
    throw new TypeError(`The token pattern ${pattern} is malformed.`);
  }
  return parts;
}

function intern(text: string, sets: Map<string, ByteSet>): ByteSet {
  const known = sets.get(text);
  if (known !== undefined) return known;
  const set = parseByteSet(text);
  sets.set(text, set);
  return set;
}

function needsNoBacktracking(part: TokenPart, index: number, parts: readonly TokenPart[]): boolean {
  const next = parts[index + 1];
  if (part.min === part.max || next === undefined) return true;
  return membersOf(part.set).every((byte) => next.set[byte] === 0);
}
