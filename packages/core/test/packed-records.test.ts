import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DumpRecord, FileRecord, SectionEntry } from '../src/index.js';
import { packRecords, unpackRecords } from '../src/packed-records.js';
import { arbitraryPath } from './arbitrary-path.js';
import { arbitraryDigest, arbitraryRecord } from './arbitrary-record.js';

const word = fc.nat(2 ** 32 - 1);

/** The record of a content that stands in the dump as it is, and near the bounds of what is packed. */
const plain = fc
  .record({
    path: arbitraryPath,
    mode: fc.constantFrom('100644', '100755', '120000'),
    sha256: arbitraryDigest,
    offset: fc.oneof(word, fc.constantFrom(2 ** 32 - 1, 2 ** 32, -1)),
    length: fc.oneof(word, fc.constant(2 ** 32)),
    line: word,
    lines: word,
  } as const)
  .map(withSize);

function withSize(facts: Omit<FileRecord, 'size'>): FileRecord {
  return { ...facts, size: facts.length };
}

const entryOf = ({ path, mode }: DumpRecord): SectionEntry => ({
  path,
  mode: (mode ?? '100644') as FileRecord['mode'],
  // At the time of discovery.
  size: 7,
});

describe('packRecords', () => {
  it('gives back every record as it was', () => {
    const base = fc.record({ offset: fc.nat(), line: fc.nat() });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(plain, arbitraryRecord)),
        fc.array(plain, { maxLength: 3 }),
        base,
        (relative, before, base) => {
          const records = relative.map((record) =>
            'offset' in record
              ? { ...record, offset: base.offset + record.offset, line: base.line + record.line }
              : record,
          );
          const entries = [...before, ...records].map(entryOf);
          const packed = packRecords(records, { entries, first: before.length, base });
          expect(unpackRecords(packed)).toStrictEqual(records);
        },
      ),
    );
  });

  it('gives back records that are not those of their entries', () => {
    const records = fc.sample(plain, 3);
    const entries = records.toReversed().map(entryOf);
    const packed = packRecords(records, { entries, first: 1, base: { offset: 0, line: 0 } });
    expect(unpackRecords(packed)).toStrictEqual(records);
  });

  it('takes 48 bytes for an ordinary content', () => {
    const count = 10_000;
    const base = { offset: 2 ** 40, line: 5 };
    const records = Array.from({ length: count }, (_, at): FileRecord => {
      const place = { offset: base.offset + at, length: 3, line: base.line + at, lines: 1 };
      return { path: `${at}`, mode: '100755', size: 3, sha256: 'ab'.repeat(32), ...place };
    });
    const packed = packRecords(records, { entries: records.map(entryOf), first: 0, base });
    expect(packed.digests.length + packed.numbers.byteLength).toBe(count * 48);
    expect(packed.others.size).toBe(0);
    expect(unpackRecords(packed)).toStrictEqual(records);
  });
});
