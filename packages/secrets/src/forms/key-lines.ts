import { parseByteSet } from '../tokens/byte-set.js';
import { shannonEntropy } from '../tokens/shannon-entropy.js';

/** The shortest key in use, of Ed25519, has 64 characters. Shorter runs are words and paths. */
const shortestLine = 40;

/** Bits a byte. Lines of a key have 5 and more, made up ones a few characters. */
const leastEntropy = 3.5;

const base64 = parseByteSet('A-Za-z0-9+/=');

/** What may stand between lines: line ends, also escaped ones, signs of a literal, indentation, headers, comments. */
const between = parseByteSet('\t\n\r \\"\',:;.()|>#*-');

/** Returns where the lines of a key that begin at `from` or soon after it end, -1 if there is none before `to`. */
export function endOfKeyLines(bytes: Uint8Array, from: number, to: number): number {
  let end = -1;
  let at = from;
  while (at < to) {
    const start = at;
    while (at < to && base64[bytes[at] as number] === 1) at++;
    if (at - start >= shortestLine && (end !== -1 || isRandom(bytes, start, at))) end = at;
    // The last line of a key is shorter.
    else if (end !== -1) return isLineAfter(bytes, end, start) ? at : end;
    while (at < to && between[bytes[at] as number] === 1) at++;
    if (at === start || (at < to && base64[bytes[at] as number] === 0)) break;
  }
  return end;
}

function isRandom(bytes: Uint8Array, start: number, end: number): boolean {
  return shannonEntropy(bytes.subarray(start, end)) >= leastEntropy;
}

/** Whether `start` is in the line behind the one that ends at `end`, however line ends are written. An empty line ends a key. */
function isLineAfter(bytes: Uint8Array, end: number, start: number): boolean {
  let lineFeeds = 0;
  let isNext = false;
  for (const byte of bytes.subarray(end, start)) {
    if (byte === 0x0a) lineFeeds++;
    isNext ||= byte === 0x0a || byte === 0x0d || byte === 0x5c;
  }
  return isNext && lineFeeds <= 1;
}
