import { Buffer } from 'node:buffer';
import type { Matcher, SecretPlace } from '../matcher.js';
import { parseByteSet } from '../tokens/byte-set.js';
import type { ScannedContent } from '../tokens/scanned-content.js';
import { endOfKeyLines } from './key-lines.js';

export const privateKeyRule = 'private-key';

const begin = '-----BEGIN';
const end = '-----END ';
const puttyBegin = 'PuTTY-User-Key-File-';
const puttyLines = 'Private-Lines: ';
const dashes = '-----';

/** Bytes of a label at most: `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`. */
const longestLabel = 120;

/** Bytes of a PuTTY file at most: both halves of a key of 16,384 bits. */
const longestPutty = 2 ** 14;

/** What stands in the lines of a key, without indentation. */
const unindented = parseByteSet('A-Za-z0-9+/=\n\r\\"\'');

/**
 * Creates matchers for private keys, whole, however long they are: PEM and OpenPGP armor, from `-----BEGIN … PRIVATE KEY` to
 * `-----END`, or as far as there are lines of a key; and the private lines of a PuTTY file. An `-----END` alone has lines of a key
 * before it: its beginning may be in the piece before. All of it takes linear time, as nothing is looked for beyond the next dashes.
 */
export function createPrivateKeyMatchers(): Matcher[] {
  return [
    { ...matcherOf(begin, dashes.length), match: matchBegin },
    { ...matcherOf(end, dashes.length), match: matchEnd },
    { ...matcherOf(puttyBegin), match: matchPutty },
  ];
}

function matcherOf(text: string, offset?: number): Omit<Matcher, 'match'> {
  const anchor = offset === undefined ? undefined : { offset, length: 4 as const };
  return {
    rule: privateKeyRule,
    head: Array.from(text, parseByteSet),
    anchor,
    hasFingerprint: true,
  };
}

function matchBegin({ bytes }: ScannedContent, at: number): SecretPlace | undefined {
  const from = endOfLabel(bytes, at + begin.length);
  if (from === -1) return undefined;
  const found = asBuffer(bytes).indexOf(dashes, from);
  const next = found === -1 ? bytes.length : found;
  const lines = endOfKeyLines(bytes, from, next);
  if (lines === -1) return undefined;
  const label = startsWith(bytes, next, end) ? endOfLabel(bytes, next + end.length) : -1;
  return { start: at, end: label === -1 ? lines : label };
}

function matchEnd({ bytes }: ScannedContent, at: number): SecretPlace | undefined {
  const stop = endOfLabel(bytes, at + end.length);
  if (stop === -1) return undefined;
  let start = at;
  while (start > 0 && unindented[bytes[start - 1] as number] === 1) start--;
  return endOfKeyLines(bytes, start, at) === -1 ? undefined : { start, end: stop };
}

function matchPutty(content: ScannedContent, at: number): SecretPlace | undefined {
  const { bytes } = content;
  const other = content.next(puttyBegin, at + 1);
  const limit = Math.min(at + longestPutty, other === -1 ? bytes.length : other);
  const start = content.next(puttyLines, at);
  if (start === -1 || start >= limit) return undefined;
  const end = endOfKeyLines(bytes, start + puttyLines.length, limit);
  return end === -1 ? undefined : { start, end };
}

/** Returns where the dashes behind a label of a private key end, -1 if there is no such label at `at`. */
function endOfLabel(bytes: Uint8Array, at: number): number {
  const text = asBuffer(bytes).toString('latin1', at, Math.min(bytes.length, at + longestLabel));
  const length = text.indexOf(dashes);
  const label = text.slice(0, Math.max(length, 0));
  const isPrivate = label.endsWith('PRIVATE KEY') || label.endsWith('PRIVATE KEY BLOCK');
  return isPrivate && !label.includes('\n') ? at + length + dashes.length : -1;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
