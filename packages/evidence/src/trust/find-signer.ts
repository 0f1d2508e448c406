import type { Certificate, SshKey } from '../ssh/ssh-key.js';
import { matchPatternList } from './match-pattern-list.js';
import type { AllowedSigner } from './parse-allowed-signers.js';

/** A signature that is to be attributed. Texts have a character for each byte. */
export interface SignerQuery {
  readonly key: SshKey;
  readonly namespace: string;
  /** Seconds since 1970. */
  readonly at: bigint;
  /** Who it has to be. Default: anybody who is allowed. */
  readonly signer?: string;
}

/** Who signed, or why nobody is allowed to have, as a clause. */
export type FoundSigner = { readonly signer: string } | { readonly reason: string };

/** Looks for the first line that allows a signature. */
export function findSigner(signers: readonly AllowedSigner[], query: SignerQuery): FoundSigner {
  let reason: string | undefined;
  for (const allowed of signers) {
    const found = tryLine(allowed, query);
    if (found === undefined) continue;
    if ('signer' in found) return found;
    reason ??= `line ${allowed.line} of the allowed signers does not apply: ${found.reason}`;
  }
  return { reason: reason ?? 'its key is not among the allowed signers' };
}

/** Undefined if the line is about another key. */
function tryLine(allowed: AllowedSigner, query: SignerQuery): FoundSigner | undefined {
  const { principals, key: allowedKey, isAuthority } = allowed;
  const { key, signer } = query;
  const { certificate } = key;
  const isMeant = isAuthority
    ? certificate?.authority.blob.equals(allowedKey.publicKey.blob)
    : isSameKey(key, allowedKey);
  if (isMeant !== true) return undefined;
  if (signer === undefined ? principals === '' : !matchPatternList(signer, principals)) {
    return { reason: 'it is about another signer' };
  }
  const certified =
    isAuthority && certificate ? checkCertificate(certificate, principals, query) : undefined;
  if (certified !== undefined && 'reason' in certified) return certified;
  return checkOptions(allowed, query) ?? certified ?? { signer: signer ?? principals };
}

/** A certificate on a line without `cert-authority` allows only itself, and a key only itself, uncertified. */
function isSameKey(key: SshKey, allowed: SshKey): boolean {
  const isSame = key.publicKey.blob.equals(allowed.publicKey.blob);
  if (key.certificate === undefined || allowed.certificate === undefined) {
    return isSame && key.certificate === allowed.certificate;
  }
  return key.blob.equals(allowed.blob);
}

function checkCertificate(
  certificate: Certificate,
  allowed: string,
  { at, signer }: SignerQuery,
): FoundSigner {
  const { isForUsers, validAfter, validBefore, principals } = certificate;
  if (!isForUsers) return { reason: 'the certificate is that of a host' };
  if (at < validAfter) return { reason: `the certificate is valid from ${timeText(validAfter)}` };
  if (at >= validBefore) return { reason: `the certificate expired at ${timeText(validBefore)}` };
  const named = principals.filter((principal) =>
    signer === undefined ? matchPatternList(principal, allowed) : principal === signer,
  );
  if (named.length > 0) return { signer: signer ?? named.join(',') };
  return { reason: 'the certificate does not name such a signer' };
}

function checkOptions(
  { namespaces, validAfter, validBefore }: AllowedSigner,
  { namespace, at }: SignerQuery,
): { readonly reason: string } | undefined {
  if (namespaces !== undefined && !matchPatternList(namespace, namespaces)) {
    return { reason: `the key is not for the namespace "${namespace}"` };
  }
  if (validAfter !== undefined && at < validAfter) {
    return { reason: `the key is valid from ${timeText(validAfter)}` };
  }
  if (validBefore !== undefined && at > validBefore) {
    return { reason: `the key was valid until ${timeText(validBefore)}` };
  }
  return undefined;
}

function timeText(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString();
}
