/*
 * `create-dump cat`: `cat-command` reads the arguments, `runCat` (here) finds one file of a dump by the manifest and writes its
 * bytes to standard output.
 */
import { counted, exitCodes, type Observers, writeAll } from '@create-dump/observing';
import { CreateDumpError, displayPath, isRedacted, isSkipped } from '@create-dump/core';
import type { StoreRequest } from '@create-dump/commands';
import { openDumpReader } from '../../inputs/open-dump-reader.js';
import { resolveDump } from '../../inputs/resolve-dump.js';
import type { SelectorScope } from '../selector-arguments.js';
import type { World } from '../../process/world.js';

export interface CatRequest {
  readonly dump: string;
  readonly scope: SelectorScope;
  readonly path: string;
  readonly store: StoreRequest;
}

/** Writes one file of a dump to standard output, found by the manifest; returns the exit code, 3 if secrets are redacted in it. */
export async function runCat(
  { dump, scope, path, store }: CatRequest,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<number> {
  const access = { request: store, observe };
  const named = await resolveDump(dump, scope, world, access);
  using opened = await openDumpReader(named, world, access);
  const record = await opened.find(path);
  if (record === undefined) {
    throw new CreateDumpError(
      'NO_FILES_CHOSEN',
      `There is no "${displayPath(path)}" in ${opened.name}. "create-dump ls" lists what there is.`,
    );
  }
  if (isSkipped(record)) {
    throw new CreateDumpError(
      'NO_FILES_CHOSEN',
      `The content of "${displayPath(path)}" isn't in ${opened.name}: ${record.skipped}.`,
    );
  }
  for await (const piece of opened.readFile(record, world.signal))
    await writeAll(world.stdout, piece);
  if (!isRedacted(record)) return exitCodes.done;
  const count = counted(record.redacted.length, 'secret');
  const message = `"${displayPath(path)}" isn't the original: ${count} redacted.`;
  observe({ type: 'warned', message });
  return exitCodes.partly;
}
