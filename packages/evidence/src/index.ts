/*
 * Evidence of who made a file. Messages come in and go out as armored SSH signatures, made by ssh-keygen with any key that it can use;
 * signatures and lists of allowed signers come in and go out as verdicts, for which no program is needed. Facts about a dump become
 * in-toto statements that others sign.
 */
export {
  createProvenance,
  type DumpProvenance,
  type ProvenanceContext,
  type ProvenancePredicate,
  provenanceType,
} from './attestation/create-provenance.js';
export {
  createStatement,
  type Statement,
  type StatementSubject,
} from './attestation/create-statement.js';
export { encodePae, statementPayloadType } from './attestation/encode-pae.js';
export { publicUri } from './attestation/public-uri.js';
export {
  createSignatureVerifier,
  type SignatureVerdict,
  type SignatureVerifierOptions,
  type SigningKey,
  type VerifySignature,
} from './create-signature-verifier.js';
export {
  createSshSigner,
  type SshSigner,
  type SshSignerOptions,
} from './signing/create-ssh-signer.js';
export {
  type AllowedSigner,
  type AllowedSigners,
  parseAllowedSigners,
} from './trust/parse-allowed-signers.js';
export { type IsRevoked, parseRevokedKeys } from './trust/parse-revoked-keys.js';
export { parseSshTime, type TimezoneOffset } from './trust/parse-ssh-time.js';
export type { SignerOptions } from './trust/parse-signer-options.js';
export type { SshKey } from './ssh/ssh-key.js';
