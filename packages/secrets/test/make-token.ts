import { type ByteSet, membersOf } from '../src/tokens/byte-set.js';
import { parseTokenPattern, type TokenPart } from '../src/tokens/parse-token-pattern.js';

/** Numbers between 0 and 1, the same for each seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long the last part that varies is to be: as its pattern says, or beyond that. */
export type TokenLength = 'shortest' | 'longest' | 'too short' | 'too long';

/** Makes a token of a pattern. Tests have no tokens in their text, where scanners of hosts would find them. */
export function makeToken(
  pattern: string,
  random: () => number,
  length: TokenLength = 'shortest',
): string {
  const parts = parseTokenPattern(pattern, new Map());
  const last = parts.findLastIndex(({ set }) => membersOf(set).length > 1);
  return parts
    .map((part, index) => makePart(part, random, index === last ? length : 'shortest'))
    .join('');
}

function makePart({ set, min, max }: TokenPart, random: () => number, length: TokenLength): string {
  const counts = { shortest: min, longest: max, 'too short': min - 1, 'too long': max + 1 };
  return Array.from({ length: counts[length] }, () => pick(set, random)).join('');
}

/** An equals sign pads base64: it stands at the end only, if anywhere. */
function pick(set: ByteSet, random: () => number): string {
  const members = membersOf(set);
  const letters = members.length === 1 ? members : members.filter((byte) => byte !== 0x3d);
  return String.fromCharCode(letters[Math.floor(random() * letters.length)] as number);
}
