import type { ContentRecord, DumpRecord } from '@create-dump/core';
import { type ByteRanges, createStepper } from './byte-ranges.js';
import type { ByteSource } from './byte-source.js';
import { createContentCheck } from './content-check.js';
import { findManifest, type ManifestLocation } from './find-manifest.js';
import { findRecord } from './find-record.js';
import type { Dump } from './open-dump.js';
import { contentError } from './read-content.js';
import { readRecords } from './read-records.js';
import { createSpool, type SpoolOptions } from './spool.js';
import { createWorkBudget } from './work-budget.js';

/** A dump of which only what is asked for is fetched. */
export interface RangedDump extends Omit<Dump, 'find'> {
  /** The record of one path, found by fetching a few lines. */
  find(path: string): Promise<DumpRecord | undefined>;
}

/**
 * Opens an uncompressed dump by its last line, as `openDump` does, where it is kept. `records` fetches the whole manifest into the
 * spool directory; nothing fetches contents but `readFile`.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it is cut off, was edited or isn't a dump; what `ranges` throws.
 */
export async function openRangedDump(
  ranges: ByteRanges,
  options: SpoolOptions,
): Promise<RangedDump> {
  const step = createStepper(ranges);
  const manifest = await step(findManifest);
  return {
    header: manifest.header,
    end: manifest.end,
    recordLines: { from: manifest.recordsOffset, to: manifest.endOffset },
    async *records(signal) {
      using lines = await fetchLines(ranges, manifest, options);
      const budget = createWorkBudget(signal);
      for (const batch of readRecords(lines, manifest)) {
        yield* batch;
        await budget.renew();
      }
    },
    find: (path) => step((source) => findRecord(source, manifest, path)),
    readFile: (record) => readStored(ranges, record),
  };
}

/** The lines of the manifest's records, at the places that they have in the dump. */
async function fetchLines(
  ranges: ByteRanges,
  { recordsOffset, endOffset }: ManifestLocation,
  options: SpoolOptions,
): Promise<ByteSource> {
  using spool = createSpool(options);
  for await (const piece of ranges.read(recordsOffset, endOffset)) spool.write(piece);
  const { name, size } = ranges;
  const lines = spool.toSource({ name });
  return {
    name,
    size,
    read: (target, position) => lines.read(target, position - recordsOffset),
    [Symbol.dispose]: () => lines[Symbol.dispose](),
  };
}

async function* readStored(ranges: ByteRanges, record: ContentRecord): AsyncGenerator<Uint8Array> {
  const { path, offset, length } = record;
  const check = createContentCheck(record);
  let left = length;
  // The last piece is yielded only if the content is what its record says.
  let held = new Uint8Array(0);
  if (left > 0) {
    for await (const piece of ranges.read(offset, offset + length)) {
      left -= piece.length;
      const bytes = check.take(piece, left <= 0);
      if (held.length > 0) yield held;
      held = Uint8Array.from(bytes);
    }
  } else held = Uint8Array.from(check.take(new Uint8Array(0), true));
  const problem = left === 0 ? check.problem() : `${left} bytes of it are missing`;
  if (problem !== undefined) throw contentError(ranges, path, problem);
  yield held;
}
