import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { MalformedError } from './malformed-error.js';
import type { WireReader } from './wire-reader.js';
import { wireInteger, wireString } from './wire-string.js';

/** A public key that can verify. */
export interface PublicKey {
  /** `ssh-ed25519`, `sk-ssh-ed25519@openssh.com`, …: never the type of a certificate. */
  readonly type: string;
  readonly key: KeyObject;
  /** The hash of an ECDSA signature. */
  readonly hash?: string;
  /** Of a FIDO key: the application that it is registered for. */
  readonly application?: string;
  /** The key in SSH's format; equal for equal keys. */
  readonly blob: Buffer;
}

/** Reads the fields of a key that follow its type. */
export function readPublicKey(type: string, reader: WireReader): PublicKey {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) throw new MalformedError(`keys of type "${type}" aren't supported`);
  const { jwk, fields, ...rest } = read(reader);
  const blob = Buffer.concat([wireString(type), ...fields]);
  return { type, key: importKey(jwk), blob, ...rest };
}

/** As `ssh-keygen -l` prints it: `SHA256:…`. */
export function fingerprintOf({ blob }: PublicKey): string {
  const digest = createHash('sha256').update(blob).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

type Fields = Pick<PublicKey, 'hash' | 'application'> & {
  readonly jwk: JsonWebKey;
  readonly fields: readonly Buffer[];
};

const readers: Readonly<Record<string, (reader: WireReader) => Fields>> = {
  'ssh-ed25519': readEd25519,
  'ecdsa-sha2-nistp256': readEcdsa('nistp256', 'P-256', 'sha256', 32),
  'ecdsa-sha2-nistp384': readEcdsa('nistp384', 'P-384', 'sha384', 48),
  'ecdsa-sha2-nistp521': readEcdsa('nistp521', 'P-521', 'sha512', 66),
  'ssh-rsa': readRsa,
  'sk-ssh-ed25519@openssh.com': withApplication(readEd25519),
  'sk-ecdsa-sha2-nistp256@openssh.com': withApplication(
    readEcdsa('nistp256', 'P-256', 'sha256', 32),
  ),
};

function readEd25519(reader: WireReader): Fields {
  const x = reader.bytes();
  if (x.length !== 32) throw new MalformedError('an Ed25519 key has not 32 bytes');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') };
  return { jwk, fields: [wireString(x)] };
}

function readEcdsa(name: string, crv: string, hash: string, length: number) {
  return (reader: WireReader): Fields => {
    if (reader.text() !== name) throw new MalformedError('the curve is not that of the key type');
    const point = reader.bytes();
    // Uncompressed, as OpenSSH demands it.
    if (point[0] !== 4 || point.length !== 1 + 2 * length) {
      throw new MalformedError('the point of an ECDSA key is malformed');
    }
    const x = point.toString('base64url', 1, 1 + length);
    const y = point.toString('base64url', 1 + length);
    return { jwk: { kty: 'EC', crv, x, y }, hash, fields: [wireString(name), wireString(point)] };
  };
}

function readRsa(reader: WireReader): Fields {
  const e = reader.integer();
  const n = reader.integer();
  if (bitLength(n) < smallestModulus)
    throw new MalformedError('an RSA key is shorter than 1024 bits');
  const jwk = { kty: 'RSA', e: e.toString('base64url'), n: n.toString('base64url') };
  return { jwk, fields: [wireInteger(e), wireInteger(n)] };
}

/** As in OpenSSH, `SSH_RSA_MINIMUM_MODULUS_SIZE`. */
const smallestModulus = 1024;

function withApplication(read: (reader: WireReader) => Fields) {
  return (reader: WireReader): Fields => {
    const key = read(reader);
    const application = reader.text();
    return { ...key, application, fields: [...key.fields, wireString(application)] };
  };
}

function bitLength(integer: Buffer): number {
  return integer.length * 8 - Math.clz32(integer[0] ?? 0) + 24;
}

/** Refuses points that aren't on their curve. */
function importKey(jwk: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new MalformedError('the key is not a valid one');
  }
}
