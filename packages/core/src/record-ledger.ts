import { comparePaths } from './compare-paths.js';
import type { Observe } from './dump-event.js';
import { encodeRecord } from './encode-manifest.js';
import type { DumpRecord } from './manifest.js';
import { isSkipped, type SkippedFile } from './source-file.js';
import { createTreeDigest } from './tree-digest.js';

export interface LedgerOptions {
  /** Bytes and lines of the dump before its first section. */
  readonly baseOffset: number;
  readonly baseLine: number;
  /** Skipped files that have no section, by path: they come in at their places. */
  readonly leftOut: readonly SkippedFile[];
  readonly observe: Observe;
}

/** What the records of a run add up to. */
export interface LedgerTotals {
  /** The manifest's lines, one for each record, in pieces. */
  readonly manifest: readonly Uint8Array[];
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
  readonly unstable: readonly string[];
  readonly treeSha256: string;
}

/** Gathers the records of a run, in order. They are kept as the manifest's bytes, a fraction of what objects take. */
export function createRecordLedger({ baseOffset, baseLine, leftOut, observe }: LedgerOptions) {
  const manifest: Uint8Array[] = [];
  const skipped: SkippedFile[] = [];
  const unstable: string[] = [];
  const tree = createTreeDigest();
  let nextLeftOut = 0;
  let files = 0;
  let bytes = 0;

  const place = (record: DumpRecord): DumpRecord => {
    if (isSkipped(record)) {
      skipped.push(record);
      observe({ type: 'file-skipped', file: record });
      return record;
    }
    files++;
    bytes += record.size;
    if (record.unstable) {
      unstable.push(record.path);
      observe({ type: 'file-unstable', path: record.path });
    }
    return { ...record, offset: record.offset + baseOffset, line: record.line + baseLine + 1 };
  };
  const takeLeftOut = (before?: string): readonly SkippedFile[] => {
    const from = nextLeftOut;
    const isNext = (file: SkippedFile | undefined) =>
      file !== undefined && (before === undefined || comparePaths(file.path, before) < 0);
    while (isNext(leftOut[nextLeftOut])) nextLeftOut++;
    return leftOut.slice(from, nextLeftOut);
  };
  const append = (records: readonly DumpRecord[]) => {
    const placed = records.map(place);
    tree.add(placed);
    manifest.push(Buffer.from(placed.map((record) => `${encodeRecord(record)}\n`).join('')));
  };

  return {
    /** `offset` and `line` of the records are counted from the first section. */
    add(records: readonly DumpRecord[]): void {
      const before = bytes;
      const withLeftOut = () => records.flatMap((record) => [...takeLeftOut(record.path), record]);
      append(leftOut.length === 0 ? records : withLeftOut());
      observe({ type: 'progressed', files: records.length, bytes: bytes - before });
    },
    finish(): LedgerTotals {
      append(takeLeftOut());
      return { manifest, files, bytes, skipped, unstable, treeSha256: tree.finish() };
    },
  };
}
