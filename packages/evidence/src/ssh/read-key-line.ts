import { decodeBase64 } from './decode-base64.js';
import { MalformedError } from './malformed-error.js';
import { parseSshKey, type SshKey } from './ssh-key.js';

/** Reads a key as in a `.pub` file: its type, its Base64 and, maybe, a comment. Throws `MalformedError`. */
export function readKeyLine(line: string): SshKey {
  const [, name, base64] = /^([^ \t]+)[ \t]+([^ \t]+)/.exec(line) ?? [];
  if (name === undefined || base64 === undefined) throw new MalformedError('it has no key');
  const key = parseSshKey(decodeBase64(base64));
  if (key.name !== name) throw new MalformedError('the key is of another type than it says');
  return key;
}
