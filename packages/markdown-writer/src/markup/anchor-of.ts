import { hash } from 'node:crypto';
import { toFsPath } from '@create-dump/core';

/** The id of a file's section: depends on its path only, so it stays when other files come and go. */
export function anchorOf(path: string): string {
  const slug = slugOf(path);
  // In one call: a hash object for each file would stay in memory until the next full garbage collection.
  const digest = hash('sha256', toFsPath(path), 'hex').slice(0, 12);
  return slug === '' ? digest : `${slug}-${digest}`;
}

const longest = 48;
const dash = 0x2d;
/** Of each character of ASCII, what it is in a slug; 0: part of a gap. */
const slugBytes = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(character) ? character.charCodeAt(0) : 0;
});
const buffer = Buffer.alloc(longest);

/** A path in letters, digits and dashes. One pass, as each path of a dump is asked for twice. */
function slugOf(path: string): string {
  let length = 0;
  for (let at = 0; at < path.length && length < longest; at++) {
    const byte = slugBytes[path.charCodeAt(at)];
    // Beyond ASCII there are letters whose small form is in it, as the Kelvin sign.
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
