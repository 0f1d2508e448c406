/*
 * `create-dump cat`: `cat-command` reads the arguments, `runCat` (here) finds one file of a dump by the manifest and writes its
 * bytes to standard output.
 */
import { counted, exitCodes, writeAll } from '@create-dump/observing';
import { CreateDumpError, displayPath, isRedacted, isSkipped } from '@create-dump/core';
import { openDump } from '@create-dump/markdown-reader';
import { openDumpSource } from '../../inputs/open-dump-source.js';
import { resolveDump } from '../../inputs/resolve-dump.js';
import type { SelectorScope } from '../selector-arguments.js';
import type { World } from '../../process/world.js';

export interface CatRequest {
  readonly dump: string;
  readonly scope: SelectorScope;
  readonly path: string;
}

/**
 * Writes one file of a dump to standard output, found by the manifest; returns the exit code, 3 if secrets are redacted in it.
 * @param warn Receives a sentence that says so.
 */
export async function runCat(
  { dump, scope, path }: CatRequest,
  world: World,
  warn: (message: string) => void,
): Promise<number> {
  using source = await openDumpSource(await resolveDump(dump, scope, world), world);
  const opened = openDump(source);
  const record = opened.find(path);
  if (record === undefined) {
    throw new CreateDumpError(
      'NO_FILES_CHOSEN',
      `There is no "${displayPath(path)}" in ${source.name}. "create-dump ls" lists what there is.`,
    );
  }
  if (isSkipped(record)) {
    throw new CreateDumpError(
      'NO_FILES_CHOSEN',
      `The content of "${displayPath(path)}" isn't in ${source.name}: ${record.skipped}.`,
    );
  }
  for await (const piece of opened.readFile(record, world.signal))
    await writeAll(world.stdout, piece);
  if (!isRedacted(record)) return exitCodes.done;
  const count = counted(record.redacted.length, 'secret');
  warn(`"${displayPath(path)}" isn't the original: ${count} redacted.`);
  return exitCodes.partly;
}
