import type { SectionEntry } from './dump-format.js';
import type { DumpRecord, FileRecord } from './manifest.js';
import { isSkipped, type SourceFile } from './source-file.js';

/**
 * The records of consecutive entries, in order, as plain data: little to make, to send to another thread, to keep. All that
 * most of them say beyond their entry is a digest and five numbers.
 */
export interface RecordBlock {
  readonly count: number;
  /** Of each record its SHA-256: 32 bytes. */
  readonly digests: Uint8Array;
  /** Of each record its size, offset, length, line and lines. */
  readonly numbers: Uint32Array;
  /** The records that say something else, by their place in the block. */
  readonly others: ReadonlyMap<number, DumpRecord>;
}

export interface RecordPacker {
  /** @param entry The file that the record came of, if it was read: what both say isn't kept twice. */
  add(record: DumpRecord, entry?: SourceFile): void;
  /** What was added since the last call. */
  take(): RecordBlock;
}

/** A place in the dump: bytes and lines before it. */
export interface DumpPosition {
  readonly offset: number;
  readonly line: number;
}

const digestBytes = 32;
const numbersEach = 5;

/** Packs the records of a chunk. `offset` and `line` count from the chunk's first byte and line. */
export function createRecordPacker(): RecordPacker {
  let digests = Buffer.alloc(0);
  let numbers = new Uint32Array(0);
  let others = new Map<number, DumpRecord>();
  let count = 0;
  let room = 0;
  const grow = () => {
    room = Math.max(256, room * 2);
    digests = Buffer.concat([digests], room * digestBytes);
    const old = numbers;
    numbers = new Uint32Array(room * numbersEach);
    numbers.set(old);
  };
  return {
    add(record, entry) {
      if (count === room) grow();
      if (entry !== undefined && isPlain(record, entry)) {
        digests.write(record.sha256, count * digestBytes, 'hex');
        const at = count * numbersEach;
        numbers[at] = record.size;
        numbers[at + 1] = record.offset;
        numbers[at + 2] = record.length;
        numbers[at + 3] = record.line;
        numbers[at + 4] = record.lines;
      } else others.set(count, record);
      count++;
    },
    take() {
      const block = {
        count,
        // Not views: they would take the packer's memory along to another thread.
        digests: new Uint8Array(digests.subarray(0, count * digestBytes)),
        numbers: numbers.slice(0, count * numbersEach),
        others,
      };
      others = new Map();
      count = 0;
      return block;
    },
  };
}

/** A block whose chunk stands at `at` in the dump. `entries` has what its records came of, from `first` on. */
export interface PlacedBlock {
  readonly block: RecordBlock;
  readonly entries: readonly SectionEntry[];
  readonly first: number;
  readonly at: DumpPosition;
}

/** The records of a block, with their places in the dump. */
export function unpackRecords({ block, entries, first, at }: PlacedBlock): DumpRecord[] {
  const { count, digests, numbers, others } = block;
  // For all at once: each call costs more than the text of a digest.
  const hex = Buffer.from(digests.buffer, digests.byteOffset, digests.length).toString('hex');
  const records: DumpRecord[] = [];
  for (let index = 0; index < count; index++) {
    const other = others.get(index);
    if (other !== undefined) {
      records.push(isSkipped(other) ? other : { ...other, ...placeOf(other, at) });
      continue;
    }
    // Only a file's record is packed.
    const { path, mode } = entries[first + index] as SourceFile;
    const sha256 = hex.slice(index * 2 * digestBytes, (index + 1) * 2 * digestBytes);
    const from = index * numbersEach;
    records.push({
      path,
      mode,
      size: numbers[from] as number,
      sha256,
      offset: at.offset + (numbers[from + 1] as number),
      length: numbers[from + 2] as number,
      line: at.line + (numbers[from + 3] as number) + 1,
      lines: numbers[from + 4] as number,
    });
  }
  return records;
}

/** Lines of a chunk count from 0, those of the dump from 1. */
function placeOf({ offset, line }: FileRecord, at: DumpPosition) {
  return { offset: at.offset + offset, line: at.line + line + 1 };
}

function isPlain(record: DumpRecord, entry: SourceFile): record is FileRecord {
  return (
    !isSkipped(record) &&
    record.path === entry.path &&
    record.mode === entry.mode &&
    record.change === undefined &&
    record.renamedFrom === undefined &&
    record.encoding === undefined &&
    record.unstable === undefined &&
    isWord(record.size) &&
    isWord(record.offset) &&
    isWord(record.length) &&
    isWord(record.line) &&
    isWord(record.lines)
  );
}

/** Fits in 32 bits. */
function isWord(number: number): boolean {
  return number >>> 0 === number;
}
