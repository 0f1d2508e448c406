import type { SectionEntry } from './dump-format.js';
import { type DumpRecord, type FileRecord, isRedacted } from './manifest.js';
import { isSkipped, type SourceFile } from './source-file.js';

/**
 * The records of consecutive entries in little memory, for the time until the manifest is written: 48 bytes for the record of
 * an ordinary content, of which the entry says everything but the digest and four numbers.
 */
export interface PackedRecords extends RecordsOrigin {
  readonly count: number;
  /** The SHA-256 of each ordinary content: 32 bytes for each record. */
  readonly digests: Buffer;
  /** Offset, length, line and lines of each ordinary content: four numbers for each record, places relative to `base`. */
  readonly numbers: Uint32Array;
  /** All other records, by their index. */
  readonly others: ReadonlyMap<number, DumpRecord>;
}

/** Where packed records come from. */
export interface RecordsOrigin {
  /** The entries of the run. The records are of those from index `first` on. */
  readonly entries: readonly SectionEntry[];
  readonly first: number;
  /** Bytes and lines of the dump before the chunk that the records are of. */
  readonly base: DumpPosition;
}

/** A place in the dump: the bytes and the lines before it. */
export interface DumpPosition {
  readonly offset: number;
  readonly line: number;
}

const digestBytes = 32;
const numbersEach = 4;

export function packRecords(records: readonly DumpRecord[], origin: RecordsOrigin): PackedRecords {
  const { entries, first, base } = origin;
  const count = records.length;
  const digests = Buffer.alloc(count * digestBytes);
  const numbers = new Uint32Array(count * numbersEach);
  const others = new Map<number, DumpRecord>();
  for (let index = 0; index < count; index++) {
    const record = records[index] as DumpRecord;
    if (!isOrdinary(record, entries[first + index], base)) {
      others.set(index, record);
      continue;
    }
    digests.write(record.sha256, index * digestBytes, 'hex');
    const at = index * numbersEach;
    numbers[at] = record.offset - base.offset;
    numbers[at + 1] = record.length;
    numbers[at + 2] = record.line - base.line;
    numbers[at + 3] = record.lines;
  }
  return { ...origin, count, digests, numbers, others };
}

/** Whether the entry, the digest and four numbers of 32 bits are all that there is to know. */
function isOrdinary(
  record: DumpRecord,
  entry: SectionEntry | undefined,
  base: DumpPosition,
): record is FileRecord {
  return (
    !isSkipped(record) &&
    !isRedacted(record) &&
    record.path === entry?.path &&
    record.mode === entry.mode &&
    record.size === record.length &&
    record.encoding === undefined &&
    record.change === undefined &&
    record.renamedFrom === undefined &&
    record.unstable === undefined &&
    isWord(record.offset - base.offset) &&
    isWord(record.length) &&
    isWord(record.line - base.line) &&
    isWord(record.lines)
  );
}

function isWord(value: number): boolean {
  return value === value >>> 0;
}

export function unpackRecords(packed: PackedRecords): DumpRecord[] {
  const { count, digests, numbers, others, entries, first, base } = packed;
  // One call for all digests: a call for each costs more than making its text.
  const hex = digests.toString('hex');
  const records: DumpRecord[] = [];
  for (let index = 0; index < count; index++) {
    const other = others.get(index);
    if (other !== undefined) {
      records.push(other);
      continue;
    }
    // Only a file has an ordinary content.
    const { path, mode } = entries[first + index] as SourceFile;
    const sha256 = hex.slice(index * 2 * digestBytes, (index + 1) * 2 * digestBytes);
    const at = index * numbersEach;
    const length = numbers[at + 1] as number;
    records.push({
      path,
      mode,
      size: length,
      sha256,
      offset: base.offset + (numbers[at] as number),
      length,
      line: base.line + (numbers[at + 2] as number),
      lines: numbers[at + 3] as number,
    });
  }
  return records;
}
