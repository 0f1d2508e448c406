import { hash } from 'node:crypto';
import { toFsPath } from '@create-dump/core';

/** The id of a file's section. Depends on its path only, so that it doesn't change when other files are added or removed. */
export function anchorOf(path: string): string {
  const slug = slugOf(path);
  // One call: hash objects stay in memory until the next full garbage collection.
  const digest = hash('sha256', toFsPath(path), 'hex').slice(0, 12);
  return slug === '' ? digest : `${slug}-${digest}`;
}

const longest = 48;
const dash = 0x2d;
/** For each ASCII character, its byte in a slug; 0 for characters that become a dash. */
const slugBytes = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(character) ? character.charCodeAt(0) : 0;
});
const buffer = Buffer.alloc(longest);

/** A path in letters, digits and dashes. In one pass, because this runs twice for each file of a dump. */
function slugOf(path: string): string {
  let length = 0;
  for (let at = 0; at < path.length && length < longest; at++) {
    const byte = slugBytes[path.charCodeAt(at)];
    // The lower-case form of a character beyond ASCII can be ASCII, for example that of the Kelvin sign.
    if (byte === undefined) return slugOfAny(path);
    if (byte !== 0) buffer[length++] = byte;
    else if (length > 0 && buffer[length - 1] !== dash) buffer[length++] = dash;
  }
  if (length > 0 && buffer[length - 1] === dash) length--;
  return buffer.toString('latin1', 0, length);
}

function slugOfAny(path: string): string {
  const dashed = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const from = dashed.startsWith('-') ? 1 : 0;
  const cut = dashed.slice(from, from + longest);
  return cut.endsWith('-') ? cut.slice(0, -1) : cut;
}
