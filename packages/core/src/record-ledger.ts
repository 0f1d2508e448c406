import { comparePaths } from './compare-paths.js';
import type { Observe } from './dump-event.js';
import type { RenderedChunk, RenderedRecord, SectionEntry } from './dump-format.js';
import { encodeRecord } from './encode-manifest.js';
import type { DumpRecord } from './manifest.js';
import { digestOf } from './digest-records.js';
import {
  type DumpPosition,
  type PackedRecords,
  packRecords,
  unpackRecords,
} from './packed-records.js';
import { isSkipped, type SkippedFile } from './source-file.js';
import { createTreeDigest } from './tree-digest.js';

export interface LedgerOptions {
  /** What the records will come of, one for each, in order. */
  readonly entries: readonly SectionEntry[];
  /** Skipped files that have no section, by path: they come in at their places. */
  readonly leftOut: readonly SkippedFile[];
  readonly observe: Observe;
}

/** What the records of a run add up to. */
export interface LedgerTotals {
  /** The manifest's lines, one for each record, in pieces. A piece is valid until the next but one is asked for. */
  readonly manifest: Iterable<Uint8Array>;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
  readonly unstable: readonly string[];
  readonly treeSha256: string;
}

/** Gathers the records of a run, in order. */
export function createRecordLedger({ entries, leftOut, observe }: LedgerOptions) {
  const kept: PackedRecords[] = [];
  const skipped: SkippedFile[] = [];
  const unstable: string[] = [];
  const tree = createTreeDigest();
  const merge = createMerger(leftOut);
  let first = 0;
  let files = 0;
  let bytes = 0;

  const count = (record: DumpRecord) => {
    if (isSkipped(record)) {
      skipped.push(record);
      observe({ type: 'file-skipped', file: record });
      return;
    }
    files++;
    bytes += record.size;
    if (record.unstable) {
      unstable.push(record.path);
      observe({ type: 'file-unstable', path: record.path });
    }
  };
  const append = (records: readonly DumpRecord[]) => {
    for (const record of records) count(record);
    tree.add(records);
  };

  return {
    /** @param base Bytes and lines of the dump before the chunk. */
    add({ bytes: chunk, records }: Pick<RenderedChunk, 'bytes' | 'records'>, base: DumpPosition) {
      const before = bytes;
      const complete = records.map((record) => completeRecord(record, chunk, base));
      kept.push(packRecords(complete, { entries, first, base }));
      first += complete.length;
      append(merge.withLeftOut(complete));
      observe({ type: 'progressed', files: complete.length, bytes: bytes - before });
    },
    finish(): LedgerTotals {
      append(merge.rest());
      const manifest = encodeLines(allRecords(kept, leftOut));
      return { manifest, files, bytes, skipped, unstable, treeSha256: tree.finish() };
    },
  };
}

/** The record as the manifest has it: with its digest and its place in the dump. */
function completeRecord(record: RenderedRecord, chunk: Uint8Array, base: DumpPosition): DumpRecord {
  if (isSkipped(record)) return record;
  return {
    ...record,
    sha256: digestOf(record, chunk),
    offset: base.offset + record.offset,
    // Lines of a chunk count from 0, those of the dump from 1.
    line: base.line + record.line + 1,
  };
}

function* allRecords(
  kept: readonly PackedRecords[],
  leftOut: readonly SkippedFile[],
): Generator<DumpRecord> {
  const merge = createMerger(leftOut);
  for (const packed of kept) yield* merge.withLeftOut(unpackRecords(packed));
  yield* merge.rest();
}

/** Puts files that have no section among the records, by path. */
function createMerger(leftOut: readonly SkippedFile[]) {
  let next = 0;
  const take = (isDue: (file: SkippedFile) => boolean): readonly SkippedFile[] => {
    const from = next;
    for (let file = leftOut[next]; file !== undefined && isDue(file); file = leftOut[next]) next++;
    return leftOut.slice(from, next);
  };
  return {
    withLeftOut: (records: readonly DumpRecord[]): readonly DumpRecord[] =>
      next === leftOut.length
        ? records
        : records.flatMap((record) => [
            ...take((file) => comparePaths(file.path, record.path) < 0),
            record,
          ]),
    rest: () => take(() => true),
  };
}

/** Worth a call to write it. */
const pieceLength = 2 ** 16;

/** In the same memory time and again: new buffers would be garbage, and that is collected late. */
function* encodeLines(records: Iterable<DumpRecord>): Generator<Uint8Array> {
  let memory = Buffer.allocUnsafeSlow(2 * pieceLength);
  let other = Buffer.allocUnsafeSlow(2 * pieceLength);
  let text = '';
  for (const record of records) {
    text += `${encodeRecord(record)}\n`;
    if (text.length < pieceLength) continue;
    yield toBytes(text, memory);
    [memory, other] = [other, memory];
    text = '';
  }
  if (text !== '') yield toBytes(text, memory);
}

function toBytes(text: string, memory: Buffer): Buffer {
  const fits = Buffer.byteLength(text) <= memory.length;
  return fits ? memory.subarray(0, memory.write(text)) : Buffer.from(text);
}
