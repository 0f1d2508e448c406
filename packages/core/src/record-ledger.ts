import { comparePaths } from './compare-paths.js';
import type { Observe } from './dump-event.js';
import { encodeRecord } from './encode-manifest.js';
import type { DumpRecord } from './manifest.js';
import { createPackedBytes } from './packed-bytes.js';
import { isSkipped, type SkippedFile } from './source-file.js';
import { createTreeDigest } from './tree-digest.js';

/** A place in the dump: bytes and lines before it. */
export interface DumpPosition {
  readonly offset: number;
  readonly line: number;
}

export interface LedgerOptions {
  /** Skipped files that have no section, by path: they come in at their places. */
  readonly leftOut: readonly SkippedFile[];
  readonly observe: Observe;
}

/** What the records of a run add up to. */
export interface LedgerTotals {
  /** The manifest's lines, one for each record, in pieces. To be read once. */
  readonly manifest: AsyncIterable<Uint8Array>;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
  readonly unstable: readonly string[];
  readonly treeSha256: string;
}

/** Gathers the records of a run, in order. They are kept as the manifest's bytes, packed: a fraction of what objects take. */
export function createRecordLedger({ leftOut, observe }: LedgerOptions) {
  const manifest = createPackedBytes();
  const skipped: SkippedFile[] = [];
  const unstable: string[] = [];
  const tree = createTreeDigest();
  let nextLeftOut = 0;
  let files = 0;
  let bytes = 0;

  const place = (record: DumpRecord, at: DumpPosition): DumpRecord => {
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
    return { ...record, offset: record.offset + at.offset, line: record.line + at.line + 1 };
  };
  const takeLeftOut = (before?: string): readonly SkippedFile[] => {
    const from = nextLeftOut;
    const isNext = (file: SkippedFile | undefined) =>
      file !== undefined && (before === undefined || comparePaths(file.path, before) < 0);
    while (isNext(leftOut[nextLeftOut])) nextLeftOut++;
    return leftOut.slice(from, nextLeftOut);
  };
  const append = (records: readonly DumpRecord[], at: DumpPosition) => {
    const placed = records.map((record) => place(record, at));
    tree.add(placed);
    return manifest.add(Buffer.from(placed.map((record) => `${encodeRecord(record)}\n`).join('')));
  };

  return {
    /**
     * `offset` and `line` of the records are counted from `at`. The records are in at once; what is awaited is that there
     * is room for more.
     */
    add(records: readonly DumpRecord[], at: DumpPosition): Promise<void> {
      const before = bytes;
      const withLeftOut = () => records.flatMap((record) => [...takeLeftOut(record.path), record]);
      const added = append(leftOut.length === 0 ? records : withLeftOut(), at);
      observe({ type: 'progressed', files: records.length, bytes: bytes - before });
      return added;
    },
    async finish(): Promise<LedgerTotals> {
      await append(takeLeftOut(), { offset: 0, line: 0 });
      return {
        manifest: manifest.read(),
        files,
        bytes,
        skipped,
        unstable,
        treeSha256: tree.finish(),
      };
    },
  };
}
