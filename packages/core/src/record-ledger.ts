import { comparePaths } from './compare-paths.js';
import type { Observe } from './dump-event.js';
import type { RenderedChunk, RenderedRecord, SectionEntry } from './dump-format.js';
import { encodeRecord } from './encode-manifest.js';
import { type DumpRecord, isRedacted, shownContent } from './manifest.js';
import { digestOf } from './digest-records.js';
import {
  type DumpPosition,
  type PackedRecords,
  packRecords,
  unpackRecords,
} from './packed-records.js';
import type { SecretFinding } from './secret-finding.js';
import { isSkipped, type SkippedFile } from './source-file.js';
import { createTreeDigest } from './tree-digest.js';

export interface LedgerOptions {
  /** The entries of the run: one record will be added for each, in order. */
  readonly entries: readonly SectionEntry[];
  /** Skipped files that have no section, sorted by path: they are merged into the records. */
  readonly leftOut: readonly SkippedFile[];
  readonly observe: Observe;
  /** Receives the records of entries, in order. */
  readonly onRecords?: (records: readonly DumpRecord[]) => void;
}

/** The manifest of a run and its totals. */
export interface LedgerTotals {
  /** The manifest's lines, one for each record, in pieces. A piece is valid until two more were requested. */
  readonly manifest: Iterable<Uint8Array>;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
  readonly unstable: readonly string[];
  readonly redacted: readonly string[];
  readonly findings: number;
  /** The secrets for which nothing may be published: the first few, and how many there are. */
  readonly refused: { readonly first: readonly SecretFinding[]; readonly count: number };
  readonly treeSha256: string;
}

/** How many refused secrets are kept, to be named in an error. */
const namedFindings = 20;

/** Collects the records of a run, in order, and keeps them packed until the manifest is written. */
export function createRecordLedger({ entries, leftOut, observe, onRecords }: LedgerOptions) {
  const kept: PackedRecords[] = [];
  const skipped: SkippedFile[] = [];
  const unstable: string[] = [];
  const redacted: string[] = [];
  const refused = { first: [] as SecretFinding[], count: 0 };
  let findings = 0;
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
    bytes += shownContent(record).size;
    if (isRedacted(record)) redacted.push(record.path);
    if (record.unstable) {
      unstable.push(record.path);
      observe({ type: 'file-unstable', path: record.path });
    }
  };
  const tell = (finding: SecretFinding) => {
    findings++;
    observe({ type: 'secret-found', ...finding });
    if (finding.action !== 'refused') return;
    refused.count++;
    if (refused.first.length < namedFindings) refused.first.push(finding);
  };
  const append = (records: readonly DumpRecord[]) => {
    for (const record of records) count(record);
    tree.add(records);
  };

  return {
    /** @param base Bytes and lines of the dump before the chunk. */
    add(
      { bytes: chunk, records, findings: found = [] }: Omit<RenderedChunk, 'lineFeeds' | 'release'>,
      base: DumpPosition,
    ) {
      const before = bytes;
      const complete = records.map((record) => completeRecord(record, chunk, base));
      kept.push(packRecords(complete, { entries, first, base }));
      first += complete.length;
      append(merge.withLeftOut(complete));
      onRecords?.(complete);
      for (const finding of found) tell(finding);
      observe({ type: 'progressed', files: complete.length, bytes: bytes - before });
    },
    finish(): LedgerTotals {
      append(merge.rest());
      const manifest = encodeLines(allRecords(kept, leftOut));
      const secrets = { redacted, findings, refused };
      return { manifest, files, bytes, skipped, unstable, ...secrets, treeSha256: tree.finish() };
    },
  };
}

/** The record as the manifest has it: with its digest and its place in the dump. */
function completeRecord(record: RenderedRecord, chunk: Uint8Array, base: DumpPosition): DumpRecord {
  if (isSkipped(record)) return record;
  const place = {
    offset: base.offset + record.offset,
    // Lines of a chunk count from 0, those of the dump from 1.
    line: base.line + record.line + 1,
  };
  if (isRedacted(record)) return { ...record, ...place };
  return { ...record, sha256: digestOf(record, chunk), ...place };
}

function* allRecords(
  kept: readonly PackedRecords[],
  leftOut: readonly SkippedFile[],
): Generator<DumpRecord> {
  const merge = createMerger(leftOut);
  for (const packed of kept) yield* merge.withLeftOut(unpackRecords(packed));
  yield* merge.rest();
}

/** Merges files that have no section into the records, by path. */
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

/** Characters of a piece of the manifest: large enough for one write. */
const pieceLength = 2 ** 16;

/** Reuses two buffers, because external memory is garbage-collected late. */
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
