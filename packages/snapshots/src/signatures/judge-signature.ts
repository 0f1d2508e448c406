/*
 * Who made the snapshots of a directory: `openTrust` reads whom to trust, `readSignedChecksum` finds what is signed of a dump or an
 * archive, and `judgeSignature` (here) gives the verdict, with the time as of which it was made and who claims that time.
 */
import { displayPath } from '@create-dump/core';
import type { SigningKey } from '@create-dump/evidence';
import { readIdentity, readRegularFile } from '@create-dump/files';
import type { Trust } from './open-trust.js';
import type { SignedChecksum } from './signed-checksum.js';

/** The verdict on the signature of a file. */
export interface SignatureReport {
  readonly state: 'valid' | 'untrusted' | 'invalid' | 'absent';
  /** Absolute path, or address, of the signature, whether or not it is there. */
  readonly path: string;
  readonly signer?: string;
  readonly key?: SigningKey;
  /** Why it isn't valid, as a clause. */
  readonly reason?: string;
  /** As of when it was judged: as its signer claims in the dump, or as the caller says. */
  readonly time?: string;
  readonly timeBy?: 'signer' | 'caller';
}

export interface JudgedFile extends Pick<SignedChecksum, 'message' | 'signaturePath'> {
  /** When the signer claims to have signed; undefined if that isn't known. */
  readonly claimed: Date | undefined;
}

/** Judges the signature of a checksum file, or of a checkpoint. */
export function judgeSignature(file: JudgedFile, trust: Trust): SignatureReport {
  const { message, signaturePath: path, claimed } = file;
  if (readIdentity(path) === undefined)
    return judgeArmor({ ...file, path, armor: undefined }, trust);
  const armor = readRegularFile(path, { limit: largest });
  if (armor !== undefined) return judgeArmor({ message, armor, path, claimed }, trust);
  return { state: 'invalid', path, reason: 'it is not a regular file of at most 16 KiB' };
}

/** A signature that was read, wherever it is. */
export interface JudgedArmor extends Omit<JudgedFile, 'signaturePath'> {
  /** Undefined if there is none. */
  readonly armor: Buffer | undefined;
  /** A path or an address. */
  readonly path: string;
}

/** Judges a signature by its bytes. */
export function judgeArmor(
  { message, armor, path, claimed }: JudgedArmor,
  { verify, at }: Trust,
): SignatureReport {
  if (armor === undefined) return { state: 'absent', path, reason: 'it has none' };
  if (armor.length > largest) {
    return { state: 'invalid', path, reason: 'it is larger than 16 KiB' };
  }
  if (message === undefined) {
    return { state: 'invalid', path, reason: 'the checksum file that it signs is missing' };
  }
  const time = at ?? claimed;
  const verdict = verify(armor.toString('latin1'), message, time ?? new Date(0));
  if (verdict.state === 'invalid') return { ...verdict, path };
  if (time === undefined) {
    const reason = 'the dump states no time: give --verify-time';
    return { state: 'untrusted', path, key: verdict.key, reason };
  }
  const timeBy = at === undefined ? 'signer' : 'caller';
  return { ...verdict, path, time: `${time.toISOString().slice(0, 19)}Z`, timeBy };
}

/** In bytes. */
const largest = 2 ** 14;

/** Says why a signature isn't valid, in a sentence; undefined for a valid one. */
export function describeSignature(
  { state, path, reason = '' }: SignatureReport,
  signed: string,
): string | undefined {
  if (state === 'valid') return undefined;
  if (state === 'absent') {
    return `${displayPath(signed)} is not signed: there is no ${displayPath(path)}.`;
  }
  const what = state === 'untrusted' ? 'is not trusted' : 'is not valid';
  return `The signature ${displayPath(path)} ${what}: ${reason}.`;
}
