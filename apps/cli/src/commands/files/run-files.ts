/*
 * `create-dump files`: discovers the files that would be dumped and lists them, a line each, NUL-separated or as JSON. Nothing is
 * written to disk.
 */
import {
  documentText,
  exitCodes,
  fileDocuments,
  listedPath,
  type Observers,
  writeAll,
  writeLines,
} from '@create-dump/observing';
import { discoverFiles, listFiles } from '@create-dump/dumping';
import { announceDiscovery, comparePaths, type Listing, skipReasons } from '@create-dump/core';
import type { World } from '../../process/world.js';
import { type SelectionArguments, toSelection, warnOfUnmatched } from '@create-dump/commands';

export interface FilesRequest {
  readonly selection: SelectionArguments;
  readonly zero: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Lists the files that would be dumped; returns the exit code, 3 if something couldn't be examined. */
export async function runFiles(
  request: FilesRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const selection = await toSelection(request.selection, world);
  if (request.json) {
    const discovery = await discoverFiles({ ...selection, gitMetadata: false }, world.signal);
    announce(discovery, request, observers);
    const { name, files, skipped, ignored } = discovery;
    const warnings = observers.warnings();
    const facts = { name, files: fileDocuments(files), skipped, ignored, warnings };
    await writeAll(world.stdout, documentText('files', facts));
    return exitCodeOf(discovery);
  }
  const listing = await listFiles(selection, world.signal);
  announce(listing, request, observers);
  for (const file of listing.skipped) observers.observe({ type: 'file-skipped', file });
  observers.settle();
  const lines = listedPaths(listing).map((path) => listedPath(path, request.zero));
  await writeLines(world.stdout, lines);
  return exitCodeOf(listing);
}

function announce(listing: Listing, request: FilesRequest, observers: Observers): void {
  announceDiscovery(listing, false, observers.observe);
  warnOfUnmatched(listing.unmatched ?? [], request, observers);
}

/** With submodules, which are records of a dump. */
function listedPaths({ files, skipped }: Listing): string[] {
  const submodules = skipped.filter(({ skipped: reason }) => reason === 'submodule');
  const paths = [...files, ...submodules].map(({ path }) => path);
  return submodules.length > 0 ? paths.sort(comparePaths) : paths;
}

function exitCodeOf({ skipped }: Listing): number {
  const hasFault = skipped.some((file) => skipReasons[file.skipped].fault);
  return hasFault ? exitCodes.partly : exitCodes.done;
}
