import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DumpRecord, isSkipped, type SectionEntry } from '../src/index.js';
import { createPackedRecords } from '../src/packed-records.js';
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

describe('createPackedRecords', () => {
  it('gives back every record, whatever its entry says', () => {
    const source = fc.oneof(fc.constant(undefined), fc.constant('its own'), arbitraryRecord);
    fc.assert(
      fc.property(fc.array(fc.tuple(arbitraryRecord, source)), (added) => {
        const packed = createPackedRecords();
        for (const [record, from] of added) {
          const other = from === 'its own' ? record : from;
          packed.add(record, other && entryOf(other));
        }
        expect([...packed]).toStrictEqual(added.map(([record]) => record));
      }),
    );
  });

  it('has room for any number', () => {
    const packed = createPackedRecords();
    const count = 10_000;
    const recordAt = (at: number) => ({
      path: String(at),
      mode: '100644' as const,
      size: at,
      sha256: at.toString(16).padStart(64, '0'),
      offset: at * 2 ** 32,
      length: at + 1,
      line: at + 2,
      lines: at + 3,
    });
    for (let at = 0; at < count; at++) packed.add(recordAt(at), entryOf(recordAt(at)));
    expect([...packed]).toStrictEqual(Array.from({ length: count }, (_, at) => recordAt(at)));
  });
});
