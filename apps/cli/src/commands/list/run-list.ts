/*
 * `create-dump ls`: reads the manifest of a dump and lists its files, a line each, NUL-separated or as JSON. File contents aren't
 * read.
 */
import {
  documentText,
  exitCodes,
  listedPath,
  type Observers,
  writeAll,
  writeLines,
} from '@create-dump/observing';
import { type DumpRecord, isSkipped } from '@create-dump/core';
import type { StoreRequest } from '@create-dump/commands';
import { openDumpReader } from '../../inputs/open-dump-reader.js';
import { resolveDump } from '../../inputs/resolve-dump.js';
import type { SelectorScope } from '../selector-arguments.js';
import type { World } from '../../process/world.js';

export interface ListRequest {
  readonly dump: string;
  readonly scope: SelectorScope;
  readonly store: StoreRequest;
  readonly zero: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Lists the files in a dump from its manifest alone; returns the exit code. */
export async function runList(
  request: ListRequest,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<number> {
  const access = { request: request.store, observe };
  const named = await resolveDump(request.dump, request.scope, world, access);
  using dump = await openDumpReader(named, world, access);
  if (request.json) {
    const files: DumpRecord[] = [];
    for await (const record of dump.records(world.signal)) files.push(record);
    const { header, end } = dump;
    await writeAll(world.stdout, documentText('ls', { header, end, files }));
    return exitCodes.done;
  }
  await writeLines(world.stdout, lines(dump.records(world.signal), request));
  return exitCodes.done;
}

async function* lines(records: AsyncIterable<DumpRecord>, { zero, verbose }: ListRequest) {
  for await (const record of records) {
    const path = listedPath(record.path, zero);
    yield verbose && !zero ? `${details(record)}  ${path as string}` : path;
  }
}

function details(record: DumpRecord): string {
  const state = isSkipped(record) ? record.skipped : record.mode;
  return `${state.padEnd(10)} ${String(record.size ?? '').padStart(12)}`;
}
