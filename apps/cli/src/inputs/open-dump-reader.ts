import type { StoreAccess } from '@create-dump/commands';
import { isStoreUrl } from '@create-dump/core';
import { openDump, type RangedDump } from '@create-dump/markdown-reader';
import type { World } from '../process/world.js';
import { openDumpSource, requireNoArchive } from './open-dump-source.js';

/** A dump from which a command reads only what it shows. */
export interface DumpReader
  extends Pick<RangedDump, 'header' | 'end' | 'records' | 'readFile'>, Disposable {
  /** For messages. */
  readonly name: string;
  find(path: string): ReturnType<RangedDump['find']>;
}

/** Opens the dump that an argument names. Of an uncompressed one in a store, only what is asked for is fetched. */
export async function openDumpReader(
  dump: string,
  world: World,
  access: StoreAccess,
): Promise<DumpReader> {
  if (isStoreUrl(dump) && !dump.endsWith('.gz')) return openStoredReader(dump, world, access);
  const source = await openDumpSource(dump, world, access);
  try {
    const opened = openDump(source);
    return {
      ...opened,
      name: source.name,
      find: async (path) => opened.find(path),
      [Symbol.dispose]: () => source[Symbol.dispose](),
    };
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
}

async function openStoredReader(
  address: string,
  world: World,
  access: StoreAccess,
): Promise<DumpReader> {
  requireNoArchive(address);
  const { findStored } = await import('@create-dump/commands');
  const { openRangedDump } = await import('@create-dump/markdown-reader');
  const { store, object } = await findStored(address, access, world);
  const name = store.name + object.key;
  const { signal, temporaryDirectory: spoolDirectory } = world;
  const read = (from: number, to: number) => store.read(object, from, to, signal);
  const opened = await openRangedDump({ name, size: object.size, read }, { spoolDirectory });
  return { ...opened, name, [Symbol.dispose]: () => {} };
}
