import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecordPacker,
  type DumpRecord,
  isSkipped,
  type SectionEntry,
  unpackRecords,
} from '../src/index.js';
import { arbitraryRecord } from './arbitrary-record.js';

function entryOf(record: DumpRecord): SectionEntry {
  if (isSkipped(record)) return record;
  const { path, mode, change, renamedFrom } = record;
  return {
    path,
    mode,
    // At the time of discovery.
    size: 7,
    ...(change !== undefined && { change }),
    ...(renamedFrom !== undefined && { renamedFrom }),
  };
}

const fileOf = (entry: SectionEntry | undefined) =>
  entry === undefined || isSkipped(entry) ? undefined : entry;

/** As it stands in the dump, where its chunk stands at `offset` and `line`. */
function placed(record: DumpRecord, offset: number, line: number): DumpRecord {
  if (isSkipped(record)) return record;
  return { ...record, offset: record.offset + offset, line: record.line + line + 1 };
}

/** Numbers as they are in most chunks, and such as no 32 bits hold. */
const number = fc.oneof(fc.nat(), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));
const numbers = fc.record({
  size: number,
  offset: number,
  length: number,
  line: number,
  lines: number,
});
const record = fc.tuple(arbitraryRecord, numbers).map(withNumbers);

function withNumbers([any, own]: [DumpRecord, Partial<DumpRecord>]): DumpRecord {
  return isSkipped(any) ? any : ({ ...any, ...own } as DumpRecord);
}

describe('createRecordPacker', () => {
  it('gives back every record at its place, whatever its entry says', () => {
    const source = fc.oneof(fc.constant('its own' as const), arbitraryRecord);
    const blocks = fc.array(fc.array(fc.tuple(record, source)), { maxLength: 4 });
    fc.assert(
      fc.property(blocks, fc.nat(), fc.nat(), (added, offset, line) => {
        const packer = createRecordPacker();
        const pairs = added.flat();
        const entries = pairs.map(([own, from]) => entryOf(from === 'its own' ? own : from));
        let first = 0;
        const unpacked = added.flatMap((records) => {
          for (const [index, [own]] of records.entries()) {
            packer.add(own, fileOf(entries[first + index]));
          }
          // What a thread would get.
          const block = structuredClone(packer.take());
          const placedBlock = { block, entries, first, at: { offset, line } };
          first += block.count;
          return unpackRecords(placedBlock);
        });
        expect(unpacked).toStrictEqual(pairs.map(([own]) => placed(own, offset, line)));
      }),
    );
  });

  it('takes any number of records, and keeps little', () => {
    const packer = createRecordPacker();
    const count = 10_000;
    const recordAt = (at: number): DumpRecord => ({
      path: String(at),
      mode: '100644',
      size: at,
      sha256: at.toString(16).padStart(64, '0'),
      offset: 2 ** 32 - 1 - at,
      length: at + 1,
      line: at + 2,
      lines: at + 3,
    });
    const records = Array.from({ length: count }, (_, at) => recordAt(at));
    for (const one of records) packer.add(one, fileOf(entryOf(one)));
    const block = packer.take();
    const at = { offset: 2 ** 40, line: 5 };
    const unpacked = unpackRecords({ block, entries: records.map(entryOf), first: 0, at });
    expect(unpacked).toStrictEqual(records.map((one) => placed(one, at.offset, at.line)));
    expect(block.digests.buffer.byteLength + block.numbers.buffer.byteLength).toBe(count * 52);
    expect(block.others.size).toBe(0);
    expect(packer.take().count).toBe(0);
  });
});
