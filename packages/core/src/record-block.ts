import { hash } from 'node:crypto';
import type { SectionEntry } from './dump-format.js';
import type { DumpRecord, FileRecord } from './manifest.js';
import { isSkipped, type SourceFile } from './source-file.js';

/**
 * The records of consecutive entries, in order, as plain data: little to make, to send to another thread, to keep. All that
 * most of them say beyond their entry is a digest and four numbers.
 */
export interface RecordBlock {
  readonly count: number;
  /** Of each content its SHA-256: 32 bytes. Undefined until {@link digestContents} has computed them. */
  readonly digests: Uint8Array | undefined;
  /** Of each content its offset, length, line and lines. */
  readonly numbers: Uint32Array;
  /** The records of whatever isn't a plain content, by their place in the block. */
  readonly others: ReadonlyMap<number, DumpRecord>;
}

export interface DigestedBlock extends RecordBlock {
  readonly digests: Uint8Array;
}

/** A place in the dump or in a chunk: bytes and lines before it. */
export interface DumpPosition {
  readonly offset: number;
  readonly line: number;
}

/** Where a content lies in its chunk: bytes and lines before it, and its own. All of them are below 2^32. */
export interface ContentPlace extends DumpPosition {
  readonly length: number;
  readonly lines: number;
}

export interface RecordPacker {
  add(record: DumpRecord): void;
  /** Adds the record of a plain content: whole in this chunk as it was in the file, of which its entry says all else. */
  addContent(place: ContentPlace): void;
  /** What was added since the last call. */
  take(): RecordBlock;
}

const digestBytes = 32;
const numbersEach = 4;

/** Packs the records of a chunk. `offset` and `line` count from the chunk's first byte and line. */
export function createRecordPacker(): RecordPacker {
  let numbers = new Uint32Array(256 * numbersEach);
  let others = new Map<number, DumpRecord>();
  let count = 0;
  const grow = () => {
    const old = numbers;
    numbers = new Uint32Array(2 * count * numbersEach);
    numbers.set(old);
  };
  return {
    add(record) {
      others.set(count++, record);
    },
    addContent(place) {
      if (count * numbersEach >= numbers.length) grow();
      const at = count * numbersEach;
      numbers[at] = place.offset;
      numbers[at + 1] = place.length;
      numbers[at + 2] = place.line;
      numbers[at + 3] = place.lines;
      count++;
    },
    take() {
      // Not a view: it would take the packer's memory along to another thread.
      const own = numbers.slice(0, count * numbersEach);
      const block = { count, digests: undefined, numbers: own, others };
      others = new Map();
      count = 0;
      return block;
    },
  };
}

/** The block with the digests of its contents, which lie in the chunk `bytes`. */
export function digestContents(block: RecordBlock, bytes: Uint8Array): DigestedBlock {
  const { count, digests: known, numbers, others } = block;
  if (known !== undefined) return { count, digests: known, numbers, others };
  // Not of the pool that small buffers share: that would go along to another thread.
  const digests = Buffer.alloc(count * digestBytes);
  for (let index = 0; index < count; index++) {
    if (others.has(index)) continue;
    const at = index * numbersEach;
    const offset = numbers[at] as number;
    const content = bytes.subarray(offset, offset + (numbers[at + 1] as number));
    // As a text: Node takes twice as long to make a buffer.
    digests.write(hash('sha256', content, 'binary'), index * digestBytes, 'binary');
  }
  return { count, digests, numbers, others };
}

/** A block whose chunk stands at `at` in the dump. `entries` has what its records came of, from `first` on. */
export interface PlacedBlock {
  readonly block: DigestedBlock;
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
    // Only a file has a content.
    const { path, mode } = entries[first + index] as SourceFile;
    const sha256 = hex.slice(index * 2 * digestBytes, (index + 1) * 2 * digestBytes);
    const from = index * numbersEach;
    const length = numbers[from + 1] as number;
    records.push({
      path,
      mode,
      size: length,
      sha256,
      offset: at.offset + (numbers[from] as number),
      length,
      line: at.line + (numbers[from + 2] as number) + 1,
      lines: numbers[from + 3] as number,
    });
  }
  return records;
}

/** Lines of a chunk count from 0, those of the dump from 1. */
function placeOf({ offset, line }: FileRecord, at: DumpPosition) {
  return { offset: at.offset + offset, line: at.line + line + 1 };
}
