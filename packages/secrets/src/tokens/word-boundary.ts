import { parseByteSet } from './byte-set.js';

const wordBytes = parseByteSet('A-Za-z0-9_');
const escapeBytes = parseByteSet('nrt');
const hexBytes = parseByteSet('0-9A-F');
const backslash = 0x5c;
const percent = 0x25;

/** Whether a word can begin at `at`: after a byte that is none of a word, or after an escape such as `\n` or `%3D`. */
export function beginsWord(bytes: Uint8Array, at: number): boolean {
  if (at === 0) return true;
  const before = bytes[at - 1] as number;
  if (wordBytes[before] === 0) return true;
  if (escapeBytes[before] === 1 && bytes[at - 2] === backslash) return true;
  return hexBytes[before] === 1 && hexBytes[bytes[at - 2] ?? 0] === 1 && bytes[at - 3] === percent;
}

const alphanumeric = parseByteSet('A-Za-z0-9');

/** Whether a token can end at `at`: at the end of the content, or before a byte that is neither letter nor digit. */
export function endsToken(bytes: Uint8Array, at: number): boolean {
  return at >= bytes.length || alphanumeric[bytes[at] as number] === 0;
}
