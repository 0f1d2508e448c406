import { resolve } from 'node:path';
import { type ByteSource, openFileSource, openStreamSource } from '@create-dump/markdown-reader';
import type { StoreAccess } from '@create-dump/commands';
import { CreateDumpError, isStoreUrl } from '@create-dump/core';
import type { World } from '../process/world.js';

/**
 * Opens the dump that an argument names: a file (plain or compressed), the dump in an archive, an object of a store, or `-` for
 * standard input.
 * @param access For commands that take addresses of stores.
 */
export async function openDumpSource(
  dump: string,
  world: World,
  access?: StoreAccess,
): Promise<ByteSource> {
  const options = { spoolDirectory: world.temporaryDirectory, signal: world.signal };
  if (access !== undefined && isStoreUrl(dump)) {
    requireNoArchive(dump);
    const { findStored } = await import('@create-dump/commands');
    const { openStoredSource } = await import('@create-dump/snapshots');
    return openStoredSource(await findStored(dump, access, world), options);
  }
  if (dump === '-') return openStreamSource(world.stdin, { ...options, name: 'standard input' });
  const path = resolve(world.cwd, dump);
  if (!isArchiveName(path)) return openFileSource(path, options);
  // Loaded on demand: it would double the time of reading one file.
  const { openArchived } = await import('@create-dump/snapshots');
  return openArchived(path, options);
}

/** An archive is read at random, by its directory at the end. */
export function requireNoArchive(address: string): void {
  if (!isArchiveName(address)) return;
  const message =
    'Archives in a store are not read where they are. Copy the archive to a directory first.';
  throw new CreateDumpError('USAGE', message);
}

function isArchiveName(path: string): boolean {
  return /\.(?:zip|tar\.gz)$/u.test(path);
}
