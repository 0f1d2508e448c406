import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTreeDigest, type DumpRecord } from '../src/index.js';
import { arbitraryRecord } from './arbitrary-record.js';

const [first, second] = ['ab'.repeat(32), 'cd'.repeat(32)];

function digestOf(...batches: readonly (readonly DumpRecord[])[]): string {
  const tree = createTreeDigest();
  for (const batch of batches) tree.add(batch);
  return tree.finish();
}

describe('createTreeDigest', () => {
  it('is SHA-256 over mode, digest and path, as the specification says', () => {
    const place = { offset: 1, length: 1, line: 1, lines: 1 };
    const records: readonly DumpRecord[] = [
      { path: 'a', mode: '100755', size: 1, sha256: first, ...place },
      { path: 'b\udcff', skipped: 'binary', size: 2, sha256: second },
      { path: 'c', skipped: 'vanished' },
      {
        path: 'd',
        mode: '100644',
        shownSize: 9,
        shownSha256: first,
        redacted: [{ at: 1, length: 2, rule: 'r' }],
        ...place,
      },
    ];
    const expected = createHash('sha256')
      .update(`100755 ${first} a\0`)
      .update(`100644 ${second} `)
      .update(Uint8Array.of(0x62, 0xff, 0))
      .update(`100644 redacted ${first} d\0`)
      .digest('hex');
    expect(digestOf(records)).toBe(expected);
  });

  it('does not depend on where the contents stand, on their encoding or on batches', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 6 }), fc.nat(6), (records, cut) => {
        const moved = records.map((record) =>
          'offset' in record ? { ...record, offset: record.offset + 1, line: 0 } : record,
        );
        expect(digestOf(records.slice(0, cut), [], records.slice(cut))).toBe(digestOf(moved));
      }),
    );
  });
});
