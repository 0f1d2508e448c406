import { createHash } from 'node:crypto';
import { decodeBase64 } from './decode-base64.js';
import { MalformedError } from './malformed-error.js';
import { parseSshKey, type SshKey } from './ssh-key.js';
import { createWireReader } from './wire-reader.js';
import { wireString } from './wire-string.js';

/** A signature as `ssh-keygen -Y sign` writes it (OpenSSH's PROTOCOL.sshsig). */
export interface SshSignature {
  readonly key: SshKey;
  /** What the signature is for; a character for each byte. */
  readonly namespace: string;
  readonly hash: string;
  /** In SSH's format. */
  readonly signature: Buffer;
}

/** Throws `MalformedError`. */
export function parseSignature(armor: string): SshSignature {
  const reader = createWireReader(removeArmor(armor));
  for (const character of preamble) {
    if (reader.uint8() !== character.charCodeAt(0)) throw new MalformedError('it has no preamble');
  }
  if (reader.uint32() !== 1) throw new MalformedError('its version is not 1');
  const key = parseSshKey(reader.bytes());
  const namespace = reader.text();
  // Reserved for later versions, and not signed.
  reader.bytes();
  const hash = reader.text();
  if (hash !== 'sha256' && hash !== 'sha512') {
    throw new MalformedError('its hash is neither sha256 nor sha512');
  }
  const signature = reader.bytes();
  reader.end();
  return { key, namespace, hash, signature };
}

/** The bytes over which such a signature is made. */
export function signedBytes(
  { namespace, hash }: Pick<SshSignature, 'namespace' | 'hash'>,
  message: Uint8Array,
): Buffer {
  const digest = createHash(hash).update(message).digest();
  const fields = [namespace, '', hash, digest].map(wireString);
  return Buffer.concat([Buffer.from(preamble), ...fields]);
}

const preamble = 'SSHSIG';
const header = '-----BEGIN SSH SIGNATURE-----';
const footer = '\n-----END SSH SIGNATURE-----';

/** The largest RSA key with a certificate stays below. */
const maxArmorLength = 2 ** 14;

function removeArmor(armor: string): Buffer {
  if (armor.length > maxArmorLength) throw new MalformedError('it is larger than 16 KiB');
  const start = /^\r?\n/.exec(armor.slice(header.length))?.[0].length;
  if (!armor.startsWith(header) || start === undefined) {
    throw new MalformedError('it does not begin as an SSH signature does');
  }
  const body = armor.slice(header.length + start);
  const end = body.indexOf(footer);
  if (end === -1) throw new MalformedError('its last line is missing');
  return decodeBase64(body.slice(0, end));
}
