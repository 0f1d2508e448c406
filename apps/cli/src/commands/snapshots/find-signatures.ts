import { dirname, join } from 'node:path';
import { checksumName, CreateDumpError, signatureName } from '@create-dump/core';
import { readIdentity } from '@create-dump/files';
import {
  judgeSnapshot,
  type KeptSnapshot,
  type SignatureReport,
  type Trust,
} from '@create-dump/snapshots';
import type { World } from '../../process/world.js';

export interface FoundSignature {
  /** For a table. */
  readonly word: string;
  /** For JSON: without allowed signers, only that there is one is known. */
  readonly document: SignatureReport | { readonly state: 'unchecked'; readonly path: string };
}

/**
 * The signatures of snapshots, judged if it is known whom to trust. Without that, snapshots that aren't signed have no entry. A
 * signature that can't be judged isn't valid.
 */
export async function findSignatures(
  snapshots: readonly KeptSnapshot[],
  trust: Trust | undefined,
  { temporaryDirectory: spoolDirectory, signal }: World,
): Promise<ReadonlyMap<KeptSnapshot, FoundSignature>> {
  const found = new Map<KeptSnapshot, FoundSignature>();
  for (const snapshot of snapshots) {
    const place = snapshot.live ?? snapshot.archive ?? '';
    const path = join(dirname(place), signatureName(checksumName(snapshot.dumpName)));
    if (trust === undefined) {
      if (readIdentity(path) === undefined) continue;
      found.set(snapshot, { word: 'yes', document: { state: 'unchecked', path } });
      continue;
    }
    const document = await judge(place, path, { trust, spoolDirectory, signal });
    const word = document.state === 'valid' ? (document.signer ?? '') : document.state;
    found.set(snapshot, { word, document });
  }
  return found;
}

async function judge(
  place: string,
  path: string,
  options: Parameters<typeof judgeSnapshot>[1],
): Promise<SignatureReport> {
  try {
    return await judgeSnapshot(place, options);
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return { state: 'invalid', path, reason: error.message };
  }
}
