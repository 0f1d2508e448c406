import { createHash, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import { MalformedError } from './malformed-error.js';
import type { PublicKey } from './public-key.js';
import { createWireReader, type WireReader } from './wire-reader.js';

/** What a FIDO key says about the moment of signing. */
interface FidoFlags {
  readonly userPresence: boolean;
  readonly userVerification: boolean;
}

/** A valid signature. */
export interface VerifiedBlob {
  readonly fido?: FidoFlags;
}

/**
 * Checks a signature in SSH's format: its algorithm, then the algorithm's own fields. Undefined if it isn't one of these bytes by
 * this key; SHA-1 is refused. Throws `MalformedError` for what isn't a signature of the key's type.
 */
export function verifyBlob(
  publicKey: PublicKey,
  signature: Buffer,
  message: Buffer,
): VerifiedBlob | undefined {
  const reader = createWireReader(signature);
  const algorithm = reader.text();
  const { type, key, application } = publicKey;
  if (type === 'ssh-rsa') return verifyRsa(key, algorithm, reader, message);
  if (algorithm !== type) throw new MalformedError('the signature is of another type than the key');
  const value = reader.bytes();
  if (application === undefined) {
    reader.end();
    return verifyValue(publicKey, value, message) ? {} : undefined;
  }
  const flags = reader.uint8();
  const counter = reader.uint32();
  reader.end();
  const signed = fidoMessage(application, flags, counter, message);
  if (!verifyValue(publicKey, value, signed)) return undefined;
  return { fido: { userPresence: (flags & 1) !== 0, userVerification: (flags & 4) !== 0 } };
}

function verifyValue({ key, hash }: PublicKey, value: Buffer, message: Buffer): boolean {
  if (hash === undefined) return value.length === 64 && isSignature(null, message, key, value);
  const length = orderLengths[hash] ?? 0;
  const reader = createWireReader(value);
  const halves = [reader.integer(), reader.integer()];
  reader.end();
  if (halves.some((half) => half.length > length)) return false;
  const joined = Buffer.concat(halves.map((half) => padLeft(half, length)));
  return isSignature(hash, message, { key, dsaEncoding: 'ieee-p1363' }, joined);
}

/** OpenSSL throws for keys that it imports and then can't use, such as RSA keys with an even exponent. */
function isSignature(
  hash: string | null,
  message: Buffer,
  key: KeyObject | VerifyKeyObjectInput,
  signature: Buffer,
): boolean {
  try {
    return verify(hash, message, key, signature);
  } catch {
    return false;
  }
}

/** In bytes, of the curve that goes with the hash. */
const orderLengths: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 66 };

function verifyRsa(
  key: KeyObject,
  algorithm: string,
  reader: WireReader,
  message: Buffer,
): VerifiedBlob | undefined {
  const hash = algorithm === 'rsa-sha2-512' ? 'sha512' : 'sha256';
  if (hash === 'sha256' && algorithm !== 'rsa-sha2-256') {
    throw new MalformedError('an RSA signature is neither rsa-sha2-256 nor rsa-sha2-512');
  }
  const value = reader.bytes();
  reader.end();
  const length = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (value.length > length) return undefined;
  return isSignature(hash, message, key, padLeft(value, length)) ? {} : undefined;
}

/** What a FIDO key signs, as in OpenSSH's PROTOCOL.u2f. */
function fidoMessage(application: string, flags: number, counter: number, message: Buffer): Buffer {
  const state = Buffer.alloc(5);
  state.writeUInt8(flags);
  state.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(Buffer.from(application, 'latin1')), state, sha256(message)]);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function padLeft(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
}
