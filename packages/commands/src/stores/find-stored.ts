import { CreateDumpError, displayPath, type Observe } from '@create-dump/core';
import type { StoredFile } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import { openStore } from './open-store.js';
import type { StoreRequest } from './store-arguments.js';

/** What it takes to reach a store: how its server is reached, and who is told of repeated requests. */
export interface StoreAccess {
  readonly request: StoreRequest;
  readonly observe: Observe;
}

/**
 * Finds the object that an address names.
 * @throws {CreateDumpError} `READ_FAILED` if there is none; `STORE_DENIED`, `STORE_UNAVAILABLE`; `USAGE`.
 */
export async function findStored(
  address: string,
  { request, observe }: StoreAccess,
  world: Pick<World, 'env' | 'pid' | 'hostname' | 'now' | 'signal'>,
): Promise<StoredFile> {
  const { store, name: key } = await openStore(address, request, { world, observe });
  const object = key === '' ? undefined : await store.stat(key, world.signal);
  if (object !== undefined) return { store, object };
  const what = key === '' ? 'names a directory, and a dump is wanted' : "isn't there";
  throw new CreateDumpError('READ_FAILED', `${displayPath(store.name + key)} ${what}.`);
}
