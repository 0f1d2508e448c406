import { Buffer } from 'node:buffer';
import type { Matcher, SecretPlace } from '../matcher.js';
import { parseByteSet } from '../tokens/byte-set.js';
import type { ScannedContent } from '../tokens/scanned-content.js';
import { isMadeUpHost, isMadeUpPassword } from './made-up-password.js';

export const urlPasswordRule = 'url-password';

const user = parseByteSet('A-Za-z0-9._~%!$&*+=-');
const password = parseByteSet('A-Za-z0-9._~%!$&*+,;=:#?^|-');
const host = parseByteSet('A-Za-z0-9._-');
const colon = 0x3a;
const at = 0x40;

const separator = '://';
const longestUser = 128;
const shortestPassword = 5;
const longestPassword = 256;
const longestHost = 253;

/** Creates the matcher for passwords in URLs: `postgres://app:password@host`. The secret is the password alone. */
export function createUrlPasswordMatcher(): Matcher {
  return {
    rule: urlPasswordRule,
    head: Array.from(separator, parseByteSet),
    anchor: { offset: 0, length: 3 },
    // A password that people choose can be guessed.
    hasFingerprint: false,
    match: (content, place) => matchPassword(content, place + separator.length),
  };
}

function matchPassword(content: ScannedContent, from: number): SecretPlace | undefined {
  const { bytes } = content;
  const userEnd = content.runEnd(user, from);
  if (bytes[userEnd] !== colon || userEnd - from > longestUser) return undefined;
  const start = userEnd + 1;
  const end = content.runEnd(password, start);
  if (bytes[end] !== at || end - start < shortestPassword || end - start > longestPassword) {
    return undefined;
  }
  const hostEnd = content.runEnd(host, end + 1);
  if (hostEnd === end + 1 || hostEnd - end > longestHost) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, hostEnd - from).toString(
    'latin1',
  );
  const isMadeUp =
    isMadeUpPassword(text.slice(start - from, end - from), text.slice(0, userEnd - from)) ||
    isMadeUpHost(text.slice(end + 1 - from));
  return isMadeUp ? undefined : { start, end };
}
