import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findStored, openStore, type StoreAccess } from '@create-dump/commands';
import { CreateDumpError, displayPath, isStoreUrl } from '@create-dump/core';
import {
  type DirectoryReport,
  openStreamSource,
  verifyDump,
  verifySnapshot,
  verifySnapshotDirectory,
} from '@create-dump/markdown-reader';
import {
  findArchives,
  isArchiveFile,
  verifyArchived,
  verifyStored,
  verifyStoredSnapshots,
} from '@create-dump/snapshots';
import { requireNoArchive } from '../../inputs/open-dump-source.js';
import { readerWorkers } from '../../inputs/reader-workers.js';
import { resolveDumps } from '../../inputs/resolve-dump.js';
import type { World } from '../../process/world.js';
import type { SelectorScope } from '../selector-arguments.js';

/** What to verify, and with how many threads. */
export interface PathsRequest {
  readonly paths: readonly string[];
  readonly scope: SelectorScope;
  readonly workers: (world: Pick<World, 'processors'>) => number;
}

/** Verifies what the arguments name: standard input, files, archives, directories, snapshots, and what is in stores. */
export async function* verifyPaths(
  { paths, scope, workers }: PathsRequest,
  access: StoreAccess,
  world: World,
): AsyncGenerator<DirectoryReport> {
  const { observe } = access;
  const { stdin, cwd, temporaryDirectory: spoolDirectory, signal } = world;
  const threads = readerWorkers(workers(world), world);
  const options = { spoolDirectory, signal, observe, workers: threads };
  for (const given of await resolveDumps(paths, scope, world, access)) {
    if (given === '-') {
      using source = await openStreamSource(stdin, { ...options, name: 'standard input' });
      yield { ...(await verifyDump(source, options)), path: '-', checksum: 'absent' };
      continue;
    }
    if (isStoreUrl(given)) {
      yield* verifyStore(given, { access, options, world });
      continue;
    }
    const path = resolve(cwd, given);
    if (isDirectory(path)) {
      yield* verifyDirectory(path, given, options);
      continue;
    }
    const verify = isArchiveFile(path) ? verifyArchived : verifySnapshot;
    yield await verify(path, options);
  }
}

type Options = Parameters<typeof verifyStored>[1];

async function* verifyDirectory(
  path: string,
  given: string,
  options: Options,
): AsyncGenerator<DirectoryReport> {
  let found = 0;
  for await (const report of verifySnapshotDirectory(path, options)) {
    found++;
    yield report;
  }
  for (const archive of await findArchives(path)) {
    found++;
    yield await verifyArchived(archive, options);
  }
  if (found === 0) throw nothingToVerify(given);
}

interface StoreContext {
  readonly access: StoreAccess;
  readonly options: Options;
  readonly world: World;
}

/** A dump in a store, or all that are directly in a part of it. */
async function* verifyStore(
  address: string,
  { access, options, world }: StoreContext,
): AsyncGenerator<DirectoryReport> {
  if (!address.endsWith('/') && /^s3:\/\/[^/]+\/./iu.test(address)) {
    requireNoArchive(address);
    yield await verifyStored(await findStored(address, access, world), options);
    return;
  }
  const whole = address.endsWith('/') ? address : `${address}/`;
  const { store } = await openStore(whole, access.request, { world, observe: access.observe });
  let found = 0;
  for await (const report of verifyStoredSnapshots(store, { ...options, now: world.now() })) {
    found++;
    yield report;
  }
  if (found === 0) throw nothingToVerify(address);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function nothingToVerify(directory: string): CreateDumpError {
  return new CreateDumpError(
    'NO_FILES_CHOSEN',
    `There is no snapshot in ${displayPath(directory)}.`,
  );
}
