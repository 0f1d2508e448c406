import { displayPath, type DumpRecord, encodePath, isSkipped } from '@create-dump/core';
import { openDump } from '@create-dump/markdown-reader';
import { exitCodes } from '../../exit-code.js';
import type { World } from '../../world.js';
import { writeAll } from '../../write-all.js';
import { openDumpSource } from '../open-dump-source.js';

export interface ListRequest {
  readonly dump: string;
  readonly zero: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Lists the files in a dump by its index alone; returns the exit code. */
export async function runList(request: ListRequest, world: World): Promise<number> {
  using source = await openDumpSource(request.dump, world);
  const dump = openDump(source);
  if (request.json) {
    const files: DumpRecord[] = [];
    for await (const record of dump.records(world.signal)) files.push(record);
    const document = { command: 'ls', header: dump.header, end: dump.end, files };
    await writeAll(world.stdout, `${JSON.stringify(document, null, 2)}\n`);
    return exitCodes.done;
  }
  for await (const record of dump.records(world.signal)) {
    await writeAll(world.stdout, lineOf(record, request));
  }
  return exitCodes.done;
}

function lineOf(record: DumpRecord, { zero, verbose }: ListRequest): string | Uint8Array {
  if (zero) return Buffer.concat([encodePath(record.path), Buffer.of(0)]);
  const path = displayPath(record.path);
  if (!verbose) return `${path}\n`;
  const state = isSkipped(record) ? record.skipped : (record.mode ?? '');
  return `${state.padEnd(10)} ${String(record.size ?? '').padStart(12)}  ${path}\n`;
}
