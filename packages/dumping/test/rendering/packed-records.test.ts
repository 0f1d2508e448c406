import type { FileMode, RenderedFile, RenderedRecord, SectionEntry } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../../src/rendering/packed-records.js';

const word = fc.nat(2 ** 32 - 1);
const path = fc.string({ unit: 'binary' });
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = { offset: word, length: word, line: word, lines: word };
const mode = fc.constantFrom<FileMode>('100644', '100755', '120000');

const plain = fc.record({ path, mode, ...place }).map(withSize);
const digested = fc.record({ path, mode, sha256, ...place }).map(withSize);
const any = fc.oneof(
  plain,
  digested,
  fc.record({ path, mode, sha256, size: fc.nat(), ...place, encoding: fc.constant('latin1') }),
  fc.record({ path, mode, sha256, size: fc.nat(), ...place, unstable: fc.constant(true) }),
  fc.record({ path, mode, sha256, size: fc.nat(), ...place, offset: fc.integer({ max: -1 }) }),
  fc.record({ path, skipped: fc.constant('special'), detail: fc.string() }),
) as fc.Arbitrary<RenderedRecord>;

function withSize(record: Omit<RenderedFile, 'size'>): RenderedFile {
  return { ...record, size: record.length };
}

const entryOf = ({ path, mode = '100644' }: RenderedRecord): SectionEntry => ({
  path,
  mode: mode as FileMode,
  size: 7,
});

const lists = fc.oneof(fc.array(plain), fc.array(digested), fc.array(any));

describe('packRecords', () => {
  it('loses nothing on the way to another thread', () => {
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 3 }), lists, (before, records) => {
        const entries = [...before, ...records].map(entryOf);
        const there = structuredClone(packRecords(records, entries, before.length));
        expect(unpackRecords(there, entries, before.length)).toEqual(records);
      }),
    );
  });

  it('packs ordinary contents, with and without digests', () => {
    for (const kind of [plain, digested]) {
      const records = fc.sample(kind, 10);
      expect(packRecords(records, records.map(entryOf), 0).others.size).toBe(0);
    }
  });
});
