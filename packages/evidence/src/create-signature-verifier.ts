import { MalformedError } from './ssh/malformed-error.js';
import { parseSignature, type SshSignature, signedBytes } from './ssh/parse-signature.js';
import { fingerprintOf } from './ssh/public-key.js';
import { type VerifiedBlob, verifyBlob } from './ssh/verify-blob.js';
import { findSigner } from './trust/find-signer.js';
import type { AllowedSigner } from './trust/parse-allowed-signers.js';
import type { IsRevoked } from './trust/parse-revoked-keys.js';

/** The key that made a signature. */
export interface SigningKey {
  /** `ssh-ed25519`, `ssh-ed25519-cert-v01@openssh.com`, … */
  readonly type: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** The id that the authority gave to the certificate. */
  readonly certificate?: string;
  /** Of a FIDO key: whether it was touched, as it says itself. */
  readonly userPresence?: boolean;
}

/**
 * `valid`: made by a signer who is allowed. `untrusted`: sound, but not by a signer who is allowed. `invalid`: not a signature of
 * these bytes. Reasons are clauses: `its key is revoked`.
 */
export type SignatureVerdict =
  | { readonly state: 'valid'; readonly signer: string; readonly key: SigningKey }
  | { readonly state: 'untrusted'; readonly reason: string; readonly key: SigningKey }
  | { readonly state: 'invalid'; readonly reason: string };

/** Judges an armored signature of a message that is to have been made at a time. Never throws. */
export type VerifySignature = (armor: string, message: Uint8Array, at: Date) => SignatureVerdict;

export interface SignatureVerifierOptions {
  readonly signers: readonly AllowedSigner[];
  /** Default: no key is revoked. */
  readonly isRevoked?: IsRevoked;
  /** Who must have signed. Default: any of the signers. */
  readonly signer?: string;
  /** What the signature must be for. Default: `file`. */
  readonly namespace?: string;
}

/** Creates a verifier that agrees with `ssh-keygen -Y verify`, except where the README says that it is stricter. */
export function createSignatureVerifier(options: SignatureVerifierOptions): VerifySignature {
  const { signers, isRevoked = () => false, namespace = 'file' } = options;
  const signer = options.signer === undefined ? undefined : toBytes(options.signer);
  return (armor, message, at) => {
    const checked = checkSignature(armor, message, namespace);
    if ('reason' in checked) return { state: 'invalid', ...checked };
    const { key } = checked.signature;
    const signingKey = describeKey(checked);
    const time = BigInt(Math.floor(at.getTime() / 1000));
    const query = { key, namespace: toBytes(namespace), at: time };
    const found = isRevoked(key)
      ? { reason: 'its key is revoked' }
      : findSigner(signers, { ...query, ...(signer !== undefined && { signer }) });
    if ('reason' in found) {
      return { state: 'untrusted', reason: fromBytes(found.reason), key: signingKey };
    }
    return { state: 'valid', signer: fromBytes(found.signer), key: signingKey };
  };
}

/** A signature that is sound, whoever made it, or why it isn't. */
export type CheckedSignature =
  | { readonly signature: SshSignature; readonly verified: VerifiedBlob }
  | { readonly reason: string };

/** Checks that an armored signature is one of these bytes, for this namespace. */
export function checkSignature(
  armor: string,
  message: Uint8Array,
  namespace: string,
): CheckedSignature {
  try {
    const signature = parseSignature(armor);
    const { key, namespace: found } = signature;
    if (found !== toBytes(namespace)) {
      return { reason: `it is for the namespace "${fromBytes(found)}", not "${namespace}"` };
    }
    const signed = signedBytes(signature, message);
    const verified = verifyBlob(key.publicKey, signature.signature, signed);
    if (verified === undefined) return { reason: 'it does not match what it is to sign' };
    return { signature, verified };
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return { reason: error.message };
  }
}

function describeKey({
  signature: { key },
  verified: { fido },
}: Exclude<CheckedSignature, { readonly reason: string }>): SigningKey {
  return {
    type: key.name,
    fingerprint: fingerprintOf(key.publicKey),
    ...(key.certificate && { certificate: fromBytes(key.certificate.keyId) }),
    ...(fido && { userPresence: fido.userPresence }),
  };
}

/** Names are compared as bytes, as OpenSSH does: one character for each. */
function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function fromBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}
