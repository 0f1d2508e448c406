import { MalformedError } from './malformed-error.js';
import { type PublicKey, readPublicKey } from './public-key.js';
import { verifyBlob } from './verify-blob.js';
import { createWireReader, type WireReader } from './wire-reader.js';

/** What a certificate authority says about a key. Texts have a character for each byte. */
export interface Certificate {
  readonly serial: bigint;
  readonly isForUsers: boolean;
  readonly keyId: string;
  readonly principals: readonly string[];
  /** Seconds since 1970: from, and up to but not including. */
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly authority: PublicKey;
}

/** A key as it is in a file or a signature, alone or certified. */
export interface SshKey {
  /** As written: `ssh-ed25519`, `ssh-ed25519-cert-v01@openssh.com`. */
  readonly name: string;
  readonly publicKey: PublicKey;
  /** Its signature by the authority is valid. */
  readonly certificate?: Certificate;
  readonly blob: Buffer;
}

/** Reads a key from its binary form. */
export function parseSshKey(blob: Buffer): SshKey {
  const reader = createWireReader(blob);
  const name = reader.text();
  const type = name.replace(/-cert-v01@openssh\.com$/, '');
  if (type === name) {
    const publicKey = readPublicKey(type, reader);
    reader.end();
    return { name, publicKey, blob };
  }
  // The nonce of a certificate only makes its bytes unforeseeable.
  reader.bytes();
  // A FIDO certificate has the domain after the suffix alone: `sk-ssh-ed25519-cert-v01@openssh.com`.
  const publicKey = readPublicKey(type.startsWith('sk-') ? `${type}@openssh.com` : type, reader);
  const certificate = readCertificate(reader, blob);
  return { name, publicKey, certificate, blob };
}

function readCertificate(reader: WireReader, blob: Buffer): Certificate {
  const serial = reader.uint64();
  const kind = reader.uint32();
  const keyId = reader.text();
  const principals = readAll(reader.bytes(), (list) => list.text());
  const validAfter = reader.uint64();
  const validBefore = reader.uint64();
  // Critical options and extensions say what a login may do; ssh-keygen ignores them for signatures of files, too.
  for (const options of [reader.bytes(), reader.bytes()]) {
    readAll(options, (list) => [list.bytes(), list.bytes()]);
  }
  reader.bytes();
  const authorityBlob = reader.bytes();
  const signed = blob.subarray(0, blob.length - reader.left);
  const signature = reader.bytes();
  reader.end();
  if (kind !== 1 && kind !== 2) throw new MalformedError('a certificate has an unknown kind');
  if (principals.length > maxPrincipals)
    throw new MalformedError('a certificate has too many names');
  const authority = parseAuthority(authorityBlob);
  if (verifyBlob(authority, signature, signed) === undefined) {
    throw new MalformedError("a certificate's signature by its authority is wrong");
  }
  const isForUsers = kind === 1;
  return { serial, isForUsers, keyId, principals, validAfter, validBefore, authority };
}

/** As in OpenSSH, `SSHKEY_CERT_MAX_PRINCIPALS`. */
const maxPrincipals = 256;

function parseAuthority(blob: Buffer): PublicKey {
  const reader = createWireReader(blob);
  const authority = readPublicKey(reader.text(), reader);
  reader.end();
  return authority;
}

function readAll<T>(bytes: Buffer, read: (reader: WireReader) => T): T[] {
  const reader = createWireReader(bytes);
  const values: T[] = [];
  while (reader.left > 0) values.push(read(reader));
  return values;
}
