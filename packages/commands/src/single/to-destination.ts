import { usage } from '@create-dump/command-line';
import { resolve } from 'node:path';
import type { Destination } from '@create-dump/dumping';
import { isStoreUrl, type Observe, toDumpPrefix } from '@create-dump/core';
import type { World } from '../process/world.js';
import { openStore } from '../stores/open-store.js';
import type { StoreRequest } from '../stores/store-arguments.js';

export interface DestinationArguments {
  readonly dest?: string | undefined;
  readonly output?: string | undefined;
  readonly force?: boolean;
}

/**
 * Resolves --dest and --output. A --dest of `X.md` is the stem of a file name, anything else a directory.
 * @throws {CreateDumpError} `USAGE` if the stem can't be the beginning of a dump's name, or for a --dest in a store.
 */
export function toDestination(
  { dest = '.', output, force = false }: DestinationArguments,
  world: Pick<World, 'cwd' | 'stdout' | 'temporaryDirectory'>,
): Destination {
  if (output === '-') {
    const { stdout: stream, temporaryDirectory: spoolDirectory } = world;
    return { kind: 'stream', stream, spoolDirectory };
  }
  if (output !== undefined)
    return { kind: 'file', path: resolve(world.cwd, output), replace: force };
  if (isStoreUrl(dest)) throw usage('--dest: this command writes to directories only.');
  const path = resolve(world.cwd, dest);
  const stem = /^(?<directory>.*\/)(?<prefix>[^/]+)\.md$/su.exec(path)?.groups;
  if (stem === undefined || dest.endsWith('/')) return { kind: 'directory', directory: path };
  const { directory = '/', prefix = '' } = stem;
  requirePrefix(prefix);
  return { kind: 'directory', directory: resolve(directory), prefix };
}

/**
 * Opens the store that --dest names, `s3://BUCKET/DIRECTORY/`. As on disk, a last part of `X.md` is the stem of a name, and any other
 * one is a directory.
 * @throws {CreateDumpError} `USAGE`
 */
export async function toStoreDestination(
  { dest, store: request }: { readonly dest: string; readonly store: StoreRequest },
  world: World,
  observe: Observe,
): Promise<Destination> {
  const isDirectory = !/^s3:\/\/[^/]+\/(?:.*\/)?[^/]+\.md$/isu.test(dest);
  const address = isDirectory && !dest.endsWith('/') ? `${dest}/` : dest;
  const { store, name } = await openStore(address, request, { world, observe });
  const destination = { kind: 'store', store, spoolDirectory: world.temporaryDirectory } as const;
  if (isDirectory) return destination;
  const prefix = name.slice(0, -'.md'.length);
  requirePrefix(prefix);
  return { ...destination, prefix };
}

function requirePrefix(prefix: string): void {
  const fit = toDumpPrefix(prefix);
  if (fit === prefix) return;
  throw usage(`--dest: "${prefix}" can't be the beginning of a file name; "${fit}" can.`);
}
