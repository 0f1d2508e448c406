import {
  checksumName,
  CreateDumpError,
  decodePath,
  parseChecksumLine,
  parseDumpName,
  signatureName,
  type Store,
  type StoredObject,
} from '@create-dump/core';
import { openRangedDump } from '@create-dump/markdown-reader';
import {
  compareNewestFirst,
  type KeptProblem,
  type KeptSnapshot,
} from '../history/kept-snapshot.js';
import type { SnapshotList } from '../history/list-snapshots.js';
import type { HistoryContext } from '../history/open-manifest.js';
import { type Manifest, noManifest, toSnapshot } from '../history/read-snapshot.js';
import { addressOf, readSmall, type StoredFile } from './stored-file.js';

export interface StoredSnapshotList extends SnapshotList {
  /** Addresses of the signatures that are there, by that of their dump. */
  readonly signatures: ReadonlyMap<string, string>;
}

/** How many snapshots are looked at side by side: each takes a few requests, one after the other. */
const lanes = 8;

/**
 * Lists the snapshots that are directly in a store, as `listSnapshots` does with a directory. Of each, its checksum and the first and
 * last line of its manifest are fetched; of a compressed one, the checksum alone.
 * @throws {CreateDumpError} What the store throws. Rejects with the signal's reason.
 */
export async function listStoredSnapshots(
  store: Store,
  context: HistoryContext,
): Promise<StoredSnapshotList> {
  const objects = await listDirectly(store, context.signal);
  const dumps = [...objects.values()].filter(
    ({ key }) => parseDumpName(key) !== undefined && objects.has(checksumName(key)),
  );
  const snapshots: KeptSnapshot[] = [];
  const problems: KeptProblem[] = [];
  context.observe?.({ type: 'phase-started', phase: 'search', files: dumps.length });
  const waiting = dumps.values();
  const look = async () => {
    for (const object of waiting) {
      const file = { store, object };
      try {
        const snapshot = await readStored(file, context);
        if (snapshot !== undefined) snapshots.push(snapshot);
      } catch (error) {
        context.signal.throwIfAborted();
        const isOfDump = error instanceof CreateDumpError && !error.code.startsWith('STORE_');
        if (!isOfDump) throw error;
        problems.push({ path: addressOf(file), message: error.message });
      }
      context.observe?.({ type: 'progressed', files: 1, bytes: 0 });
    }
  };
  await Promise.all(Array.from({ length: lanes }, look));
  context.observe?.({ type: 'phase-finished', phase: 'search' });
  const signatures = dumps
    .map(({ key }) => [store.name + key, signatureName(checksumName(key))] as const)
    .filter(([, key]) => objects.has(key))
    .map(([dump, key]) => [dump, store.name + key] as const);
  return {
    snapshots: snapshots.toSorted(compareNewestFirst),
    problems: problems.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    signatures: new Map(signatures),
  };
}

async function listDirectly(
  store: Store,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, StoredObject>> {
  const objects = new Map<string, StoredObject>();
  for await (const object of store.list('', signal)) {
    if (!object.key.includes('/')) objects.set(object.key, object);
  }
  return objects;
}

/** In bytes. One line with the longest possible name is shorter. */
const largestChecksum = 2 ** 13;

/** Undefined if the checksum beside the dump is for another one. */
async function readStored(
  file: StoredFile,
  context: HistoryContext,
): Promise<KeptSnapshot | undefined> {
  const { store, object } = file;
  const { key: name, size } = object;
  const { signal } = context;
  const bytes = await readSmall(store, checksumName(name), { limit: largestChecksum, signal });
  const line = bytes && parseChecksumLine(decodePath(bytes));
  if (line?.fileName !== name) return undefined;
  const places = { live: addressOf(file), archive: undefined };
  const manifest = name.endsWith('.md') ? await readManifest(file, context) : noManifest;
  return toSnapshot({ name, size, sha256: line.sha256 }, places, manifest);
}

async function readManifest(file: StoredFile, context: HistoryContext): Promise<Manifest> {
  const { store, object } = file;
  const read = (from: number, to: number) => store.read(object, from, to, context.signal);
  const { header, end } = await openRangedDump(
    { name: addressOf(file), size: object.size, read },
    context,
  );
  return { header, end };
}
