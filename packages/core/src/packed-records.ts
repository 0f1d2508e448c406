import type { DumpRecord, FileRecord } from './manifest.js';
import type { SectionEntry } from './dump-format.js';
import { isSkipped, type SourceFile } from './source-file.js';

/** Records in the order in which they were added. */
export interface PackedRecords extends Iterable<DumpRecord> {
  /** @param entry What the record came of, if it is known: kept in its place, where numbers and a digest are all it adds. */
  add(record: DumpRecord, entry?: SectionEntry): void;
}

/** A SHA-256 and five numbers, each of 48 bits: 281 TB. */
const digestBytes = 32;
const numberBytes = 6;
const recordBytes = digestBytes + 5 * numberBytes;
const blockRecords = 4096;

export function createPackedRecords(): PackedRecords {
  const kept: (DumpRecord | SectionEntry)[] = [];
  const blocks: Buffer[] = [];
  return {
    add(record, entry) {
      if (entry === undefined || !isPlain(record, entry)) {
        kept.push(record);
        return;
      }
      const block = Math.floor(kept.length / blockRecords);
      pack(
        record,
        (blocks[block] ??= Buffer.allocUnsafeSlow(blockRecords * recordBytes)),
        (kept.length % blockRecords) * recordBytes,
      );
      kept.push(entry);
    },
    *[Symbol.iterator]() {
      for (const [at, item] of kept.entries()) {
        const block = blocks[Math.floor(at / blockRecords)];
        if (isSkipped(item) || 'sha256' in item || block === undefined) yield item as DumpRecord;
        else yield unpack(item, block, (at % blockRecords) * recordBytes);
      }
    },
  };
}

function isPlain(record: DumpRecord, entry: SectionEntry): record is FileRecord {
  return (
    !isSkipped(record) &&
    !isSkipped(entry) &&
    record.path === entry.path &&
    record.mode === entry.mode &&
    record.change === undefined &&
    record.renamedFrom === undefined &&
    record.encoding === undefined &&
    record.unstable === undefined
  );
}

function pack({ sha256, size, offset, length, line, lines }: FileRecord, into: Buffer, at: number) {
  into.write(sha256, at, 'hex');
  let next = at + digestBytes;
  for (const number of [size, offset, length, line, lines]) {
    next = into.writeUIntLE(number, next, numberBytes);
  }
}

function unpack({ path, mode }: SourceFile, from: Buffer, at: number): FileRecord {
  const numbers = at + digestBytes;
  const number = (index: number) => from.readUIntLE(numbers + index * numberBytes, numberBytes);
  return {
    path,
    mode,
    sha256: from.toString('hex', at, numbers),
    size: number(0),
    offset: number(1),
    length: number(2),
    line: number(3),
    lines: number(4),
  };
}
