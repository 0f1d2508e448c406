/*
 * Snapshots in a store, such as a bucket: an object comes in with its store; sources, reports and verdicts come out, as those of files
 * on disk. Addresses are the store's name with the key, for messages and reports.
 */
import type { Store, StoredObject } from '@create-dump/core';
import {
  type ByteSource,
  type OpenSourceOptions,
  openStreamSource,
} from '@create-dump/markdown-reader';

/** An object that is there. */
export interface StoredFile {
  readonly store: Store;
  readonly object: StoredObject;
}

export function addressOf({ store, object }: StoredFile): string {
  return store.name + object.key;
}

/** What reading a stored file takes. */
export type StoredOptions = OpenSourceOptions & { readonly signal: AbortSignal };

/**
 * Copies a stored dump, plain or compressed, to a file without a name, for what reads all of it.
 * @param tap Receives the bytes as they are stored.
 */
export function openStoredSource(
  file: StoredFile,
  options: StoredOptions,
  tap: (piece: Uint8Array) => void = () => {},
): Promise<ByteSource> {
  const { store, object } = file;
  async function* bytes() {
    for await (const piece of store.read(object, 0, object.size, options.signal)) {
      tap(piece);
      yield piece;
    }
  }
  return openStreamSource(bytes(), { ...options, name: addressOf(file) });
}

/** The bytes of a small object; undefined if there is none. Of a larger one, the beginning. */
export async function readSmall(
  store: Store,
  key: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Buffer | undefined> {
  const object = await store.stat(key, signal);
  if (object === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  const end = Math.min(object.size, limit);
  for await (const piece of store.read(object, 0, end, signal)) pieces.push(piece);
  return Buffer.concat(pieces);
}
