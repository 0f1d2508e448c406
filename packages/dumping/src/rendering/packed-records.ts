import {
  isRedacted,
  isSkipped,
  type RenderedFile,
  type RenderedRecord,
  type SectionEntry,
  type SourceFile,
} from '@create-dump/core';

/**
 * The records of a chunk in the form in which they cross threads. For most, the entry has everything but the position and the
 * digest; they cross as numbers and one text, in a fraction of the time that objects take.
 */
export interface PackedRecords {
  readonly count: number;
  /** Offset, length, line and lines of each ordinary content: four numbers for each record. */
  readonly numbers: Uint32Array;
  /** The digests of the ordinary contents in hexadecimal, joined; empty if they aren't computed. */
  readonly digests: string;
  /** All other records, by their index. */
  readonly others: ReadonlyMap<number, RenderedRecord>;
}

const numbersEach = 4;
const digestLength = 64;

/** Packs the records of consecutive entries; `first` is the index of the first one. */
export function packRecords(
  records: readonly RenderedRecord[],
  entries: readonly SectionEntry[],
  first: number,
): PackedRecords {
  const count = records.length;
  const numbers = new Uint32Array(count * numbersEach);
  const others = new Map<number, RenderedRecord>();
  const isDigested = records.every(
    (record) => isSkipped(record) || isRedacted(record) || record.sha256 !== undefined,
  );
  let digests = '';
  for (let index = 0; index < count; index++) {
    const record = records[index] as RenderedRecord;
    if (!isOrdinary(record, entries[first + index], isDigested)) {
      others.set(index, record);
      continue;
    }
    const at = index * numbersEach;
    numbers[at] = record.offset;
    numbers[at + 1] = record.length;
    numbers[at + 2] = record.line;
    numbers[at + 3] = record.lines;
    digests += record.sha256 ?? '';
  }
  return { count, numbers, digests, others };
}

/** Whether the entry, four numbers and, if digests are known, the digest make up the whole record. */
function isOrdinary(
  record: RenderedRecord,
  entry: SectionEntry | undefined,
  isDigested: boolean,
): record is RenderedFile {
  return (
    !isSkipped(record) &&
    !isRedacted(record) &&
    record.path === entry?.path &&
    record.mode === entry.mode &&
    record.size === record.length &&
    (record.sha256 !== undefined) === isDigested &&
    record.encoding === undefined &&
    record.change === undefined &&
    record.renamedFrom === undefined &&
    record.unstable === undefined &&
    // A content that begins in an earlier chunk has negative numbers; a chunk is far below 4 GiB.
    record.offset >= 0 &&
    record.length < 2 ** 32
  );
}

export function unpackRecords(
  { count, numbers, digests, others }: PackedRecords,
  entries: readonly SectionEntry[],
  first: number,
): readonly RenderedRecord[] {
  const records: RenderedRecord[] = [];
  let digestAt = 0;
  const nextDigest = () => digests.slice(digestAt, (digestAt += digestLength));
  for (let index = 0; index < count; index++) {
    const other = others.get(index);
    if (other !== undefined) {
      records.push(other);
      continue;
    }
    // Only a file has an ordinary content.
    const { path, mode } = entries[first + index] as SourceFile;
    const at = index * numbersEach;
    const length = numbers[at + 1] as number;
    records.push({
      path,
      mode,
      size: length,
      sha256: digests === '' ? undefined : nextDigest(),
      offset: numbers[at] as number,
      length,
      line: numbers[at + 2] as number,
      lines: numbers[at + 3] as number,
    });
  }
  return records;
}
