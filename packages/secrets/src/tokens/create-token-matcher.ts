import type { Matcher } from '../matcher.js';
import type { ByteSet } from './byte-set.js';
import { membersOf } from './byte-set.js';
import { parseTokenPattern, type TokenPart } from './parse-token-pattern.js';
import { isPlaceholder } from './placeholder.js';
import type { ScannedContent } from './scanned-content.js';
import { shannonEntropy } from './shannon-entropy.js';
import type { TokenRule } from './token-rule.js';
import { beginsWord, endsToken } from './word-boundary.js';

/** Random bits from which a digest can't be searched for the token. */
const enoughBits = 80;

/** Creates the matchers of a rule: one for each of its patterns. */
export function createTokenMatchers(rule: TokenRule, sets: Map<string, ByteSet>): Matcher[] {
  return rule.patterns.map((pattern) => {
    const parts = parseTokenPattern(pattern, sets);
    return {
      rule: rule.id,
      head: fixedHead(parts),
      anchor: rule.anchor,
      hasFingerprint: rule.guessable !== true && randomBits(parts) >= enoughBits,
      match(content, at) {
        if (rule.within !== true && !beginsWord(content.bytes, at)) return undefined;
        const end = matchParts(content, at, parts);
        if (end === -1 || !endsToken(content.bytes, end)) return undefined;
        const token = content.bytes.subarray(at, end);
        if (shannonEntropy(token) < (rule.entropy ?? 0) || isPlaceholder(token)) return undefined;
        return { start: at, end };
      },
    };
  });
}

/** Bytes of a head at most: the prefilter needs no more of them. */
const longestHead = 48;

/** The sets of the first bytes, as far as each is at the same place in every token. */
function fixedHead(parts: readonly TokenPart[]): ByteSet[] {
  const head: ByteSet[] = [];
  for (const { set, min, max } of parts) {
    for (let count = 0; count < min && head.length < longestHead; count++) head.push(set);
    if (min !== max) break;
  }
  return head;
}

function randomBits(parts: readonly TokenPart[]): number {
  return parts.reduce((bits, { set, min }) => bits + min * Math.log2(membersOf(set).length), 0);
}

/** Returns where a token that begins at `at` ends, -1 if there is none. Its last part isn't cut from a longer run. */
function matchParts(content: ScannedContent, at: number, parts: readonly TokenPart[]): number {
  const { bytes } = content;
  let place = at;
  for (let index = 0; index < parts.length; index++) {
    const { set, min, max } = parts[index] as TokenPart;
    const isLast = index === parts.length - 1;
    if (min === max && !(isLast && min > 1)) {
      for (const end = place + min; place < end; place++) {
        if (place >= bytes.length || set[bytes[place] as number] === 0) return -1;
      }
    } else {
      const end = content.runEnd(set, place);
      if (end - place < min || end - place > max) return -1;
      place = end;
    }
  }
  return place;
}
