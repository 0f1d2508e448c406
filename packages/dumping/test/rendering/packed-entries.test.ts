import type { SectionEntry, SourceFile } from '@create-dump/core';
import { type PreparedEntry, sectionOpening } from '@create-dump/markdown-writer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packEntries, unpackEntries } from '../../src/rendering/packed-entries.js';

const path = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !text.includes('\0'));
const plain = {
  path,
  mode: fc.constantFrom('100644' as const, '100755' as const, '120000' as const),
  size: fc.maxSafeNat(),
};
const entry: fc.Arbitrary<SectionEntry> = fc.oneof(
  fc.record({ ...plain, changeMark: fc.integer() }),
  fc.record(plain),
  fc.record({ ...plain, oid: fc.string() }),
  fc.record({
    ...plain,
    changeMark: fc.integer(),
    change: fc.constant('renamed' as const),
    renamedFrom: path,
  }),
  fc.record({ path, skipped: fc.constant('special' as const), detail: fc.string() }),
);

const isPlain = (entry: SectionEntry) =>
  !('skipped' in entry) &&
  entry.changeMark !== undefined &&
  !entry.change &&
  entry.oid === undefined;

describe('packEntries', () => {
  it('loses nothing on the way to another thread', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const there = structuredClone(packEntries(entries));
        const unpacked = unpackEntries(there);
        const plain = (all: readonly PreparedEntry[]) => all.filter(({ opening }) => opening);
        expect(unpacked).toEqual(
          entries.map((entry, at) =>
            unpacked[at]?.opening === undefined
              ? entry
              : { ...entry, opening: sectionOpening(entry as SourceFile) },
          ),
        );
        expect(plain(unpacked).length).toBe(entries.filter(isPlain).length);
      }),
    );
  });
});
