import { dirname, join } from 'node:path';
import { findStored, type StoreAccess } from '@create-dump/commands';
import { checksumName, CreateDumpError, isStoreUrl, signatureName } from '@create-dump/core';
import { readIdentity } from '@create-dump/files';
import {
  judgeSnapshot,
  judgeStored,
  type KeptSnapshot,
  type SignatureReport,
  type StoredSnapshotList,
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
  places: SignaturePlaces,
): Promise<ReadonlyMap<KeptSnapshot, FoundSignature>> {
  const found = new Map<KeptSnapshot, FoundSignature>();
  for (const snapshot of snapshots) {
    const place = snapshot.live ?? snapshot.archive ?? '';
    const path = pathOf(place, snapshot.dumpName);
    if (trust === undefined) {
      const isThere = places.stored?.signatures.has(place) ?? readIdentity(path) !== undefined;
      if (!isThere) continue;
      found.set(snapshot, { word: 'yes', document: { state: 'unchecked', path } });
      continue;
    }
    const document = await judge(place, path, { trust, ...places });
    const word = document.state === 'valid' ? (document.signer ?? '') : document.state;
    found.set(snapshot, { word, document });
  }
  return found;
}

/** Where the signatures are. */
interface SignaturePlaces {
  readonly world: World;
  readonly access: StoreAccess;
  /** Undefined for a directory. */
  readonly stored: StoredSnapshotList | undefined;
}

function pathOf(place: string, dumpName: string): string {
  const name = signatureName(checksumName(dumpName));
  return isStoreUrl(place)
    ? place.slice(0, place.lastIndexOf('/') + 1) + name
    : join(dirname(place), name);
}

async function judge(
  place: string,
  path: string,
  { trust, world, access }: SignaturePlaces & { readonly trust: Trust },
): Promise<SignatureReport> {
  const { temporaryDirectory: spoolDirectory, signal } = world;
  const options = { trust, spoolDirectory, signal };
  try {
    return isStoreUrl(place)
      ? (await judgeStored(await findStored(place, access, world), options)).report
      : await judgeSnapshot(place, options);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return { state: 'invalid', path, reason: error.message };
  }
}
