import {
  checksumName,
  decodePath,
  parseChecksumLine,
  parseDumpName,
  signatureName,
  stampToDate,
} from '@create-dump/core';
import { openRangedDump } from '@create-dump/markdown-reader';
import { judgeArmor, type SignatureReport } from '../signatures/judge-signature.js';
import type { Trust } from '../signatures/open-trust.js';
import { addressOf, readSmall, type StoredFile, type StoredOptions } from './stored-file.js';

/** The verdict on a stored dump's signature, and the digest that is signed. */
export interface JudgedStored {
  readonly report: SignatureReport;
  /** Hexadecimal. Undefined without a checksum object for this dump. */
  readonly sha256: string | undefined;
}

/** Judges the signature of a stored dump as `judgeSnapshot` does on disk. Whether the dump matches its checksum is for others to verify. */
export async function judgeStored(
  file: StoredFile,
  { trust, ...options }: StoredOptions & { readonly trust: Trust },
): Promise<JudgedStored> {
  const { store, object } = file;
  const { signal } = options;
  const checksumKey = checksumName(object.key);
  const signatureKey = signatureName(checksumKey);
  // One byte more than either may have.
  const limit = 2 ** 14 + 1;
  const message = await readSmall(store, checksumKey, { limit, signal });
  const armor = await readSmall(store, signatureKey, { limit, signal });
  const line = message && parseChecksumLine(decodePath(message));
  const stamp = stampToDate(parseDumpName(object.key)?.stamp ?? '');
  const claimed = stamp ?? (await readGenerated(file, options));
  const path = store.name + signatureKey;
  return {
    report: judgeArmor({ message, armor, path, claimed }, trust),
    sha256: line?.fileName === object.key ? line.sha256 : undefined,
  };
}

/** The time in a manifest; undefined if it can't be read. */
async function readGenerated(file: StoredFile, options: StoredOptions): Promise<Date | undefined> {
  const { store, object } = file;
  const read = (from: number, to: number) => store.read(object, from, to, options.signal);
  try {
    const dump = await openRangedDump({ name: addressOf(file), size: object.size, read }, options);
    const time = new Date(dump.header.generated);
    return Number.isNaN(time.getTime()) ? undefined : time;
  } catch {
    options.signal.throwIfAborted();
    return undefined;
  }
}
