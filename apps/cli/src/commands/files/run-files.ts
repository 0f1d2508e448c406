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
import { discoverFiles } from '@create-dump/dumping';
import { announceDiscovery, comparePaths, skipReasons } from '@create-dump/core';
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
  const discovery = await discoverFiles({ ...selection, gitMetadata: false }, world.signal);
  const { name, files, skipped, ignored } = discovery;
  announceDiscovery(discovery, false, observers.observe);
  warnOfUnmatched(discovery.unmatched ?? [], request, observers);
  if (request.json) {
    const warnings = observers.warnings();
    await writeAll(
      world.stdout,
      documentText('files', { name, files: fileDocuments(files), skipped, ignored, warnings }),
    );
  } else {
    for (const file of skipped) observers.observe({ type: 'file-skipped', file });
    observers.settle();
    const submodules = skipped.filter(({ skipped: reason }) => reason === 'submodule');
    const paths = [...files, ...submodules].map(({ path }) => path);
    if (submodules.length > 0) paths.sort(comparePaths);
    const lines = paths.map((path) => listedPath(path, request.zero));
    await writeLines(world.stdout, lines);
  }
  return skipped.some((file) => skipReasons[file.skipped].fault)
    ? exitCodes.partly
    : exitCodes.done;
}
