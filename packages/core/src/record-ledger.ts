import { comparePaths } from './compare-paths.js';
import type { Observe } from './dump-event.js';
import type { SectionEntry } from './dump-format.js';
import { encodeRecord } from './encode-manifest.js';
import type { DumpRecord, FileRecord } from './manifest.js';
import { createPackedRecords } from './packed-records.js';
import { isSkipped, type SkippedFile } from './source-file.js';
import { createTreeDigest } from './tree-digest.js';

/** A place in the dump: bytes and lines before it. */
export interface DumpPosition {
  readonly offset: number;
  readonly line: number;
}

export interface LedgerOptions {
  /** What the records will come of, in order: they are kept as little more than that. */
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
  const kept = createPackedRecords();
  const skipped: SkippedFile[] = [];
  const unstable: string[] = [];
  const tree = createTreeDigest();
  let nextEntry = 0;
  let nextLeftOut = 0;
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
  const takeLeftOut = (before?: string): readonly SkippedFile[] => {
    const from = nextLeftOut;
    const isNext = (file: SkippedFile | undefined) =>
      file !== undefined && (before === undefined || comparePaths(file.path, before) < 0);
    while (isNext(leftOut[nextLeftOut])) nextLeftOut++;
    return leftOut.slice(from, nextLeftOut);
  };
  const keep = (record: DumpRecord, at: DumpPosition) => {
    const entry = entries[nextEntry];
    if (entry?.path === record.path) nextEntry++;
    kept.add(isSkipped(record) ? record : place(record, at), entry);
  };
  const append = (records: readonly DumpRecord[], at: DumpPosition) => {
    for (const record of records) count(record);
    tree.add(records);
    for (const record of records) keep(record, at);
  };

  return {
    /** `offset` and `line` of the records are counted from `at`. */
    add(records: readonly DumpRecord[], at: DumpPosition): void {
      const before = bytes;
      const withLeftOut = () => records.flatMap((record) => [...takeLeftOut(record.path), record]);
      append(leftOut.length === 0 ? records : withLeftOut(), at);
      observe({ type: 'progressed', files: records.length, bytes: bytes - before });
    },
    finish(): LedgerTotals {
      append(takeLeftOut(), { offset: 0, line: 0 });
      const manifest = encodeLines(kept);
      return { manifest, files, bytes, skipped, unstable, treeSha256: tree.finish() };
    },
  };
}

/** Written out: V8 makes a hidden class of its own, a kilobyte of garbage that lives long, for each `{ ...record, offset }`. */
function place(record: FileRecord, at: DumpPosition): FileRecord {
  const { path, mode, size, sha256, length, lines } = record;
  const offset = record.offset + at.offset;
  const line = record.line + at.line + 1;
  const { encoding, change, renamedFrom, unstable } = record;
  if (encoding ?? change ?? renamedFrom ?? unstable) return { ...record, offset, line };
  return { path, mode, size, sha256, offset, length, line, lines };
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
