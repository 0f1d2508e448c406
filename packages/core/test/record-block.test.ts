import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecordPacker,
  digestContents,
  type DumpRecord,
  isSkipped,
  type SourceFile,
  unpackRecords,
} from '../src/index.js';
import { arbitraryPath } from './arbitrary-path.js';
import { arbitraryRecord } from './arbitrary-record.js';

/** A content that stands in the chunk as it was, behind some other bytes, and the file that it is of. */
interface Content {
  readonly file: SourceFile;
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly lines: number;
}

const word = fc.nat(2 ** 32 - 1);
const content: fc.Arbitrary<Content> = fc.record({
  file: fc.record({
    path: arbitraryPath,
    mode: fc.constantFrom('100644', '100755', '120000'),
    // At the time of discovery.
    size: fc.nat(),
  }),
  before: fc.uint8Array(),
  bytes: fc.uint8Array(),
  line: word,
  lines: word,
});

const isContent = (item: Content | DumpRecord): item is Content => 'bytes' in item;

/** As they stand in the dump, where their chunk stands at `at`. */
function placed(records: readonly DumpRecord[], at: { offset: number; line: number }) {
  return records.map((record) =>
    isSkipped(record)
      ? record
      : { ...record, offset: record.offset + at.offset, line: record.line + at.line + 1 },
  );
}

function recordOf({ file, bytes, line, lines }: Content, offset: number): DumpRecord {
  const { path, mode } = file;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, mode, size: bytes.length, sha256, offset, length: bytes.length, line, lines };
}

describe('createRecordPacker', () => {
  it('gives back every record at its place, with the digest of what lies there', () => {
    const items = fc.array(fc.oneof(content, arbitraryRecord));
    const at = fc.record({ offset: fc.nat(), line: fc.nat() });
    fc.assert(
      fc.property(fc.array(items, { maxLength: 4 }), at, (chunks, at) => {
        const packer = createRecordPacker();
        const entries = chunks.flat().map((item) => (isContent(item) ? item.file : item));
        let first = 0;
        for (const chunk of chunks) {
          const bytes: number[] = [];
          const records: DumpRecord[] = [];
          for (const item of chunk) {
            if (!isContent(item)) {
              packer.add(item);
              records.push(item);
              continue;
            }
            bytes.push(...item.before);
            const { line, lines } = item;
            const offset = bytes.length;
            packer.addContent({ offset, length: item.bytes.length, line, lines });
            records.push(recordOf(item, offset));
            bytes.push(...item.bytes);
          }
          // What a thread would get.
          const taken = structuredClone(packer.take());
          const block = structuredClone(digestContents(taken, Uint8Array.from(bytes)));
          const unpacked = unpackRecords({ block, entries, first, at });
          expect(unpacked).toStrictEqual(placed(records, at));
          first += block.count;
        }
      }),
    );
  });

  it('takes any number of records, and keeps little', () => {
    const packer = createRecordPacker();
    const count = 10_000;
    const line = 2 ** 32 - 1;
    const bytes = Buffer.alloc(count, 'a');
    for (let offset = 0; offset < count; offset++) {
      packer.addContent({ offset, length: count - offset, line: line - offset, lines: offset });
    }
    const block = digestContents(packer.take(), bytes);
    const file: SourceFile = { path: 'a', mode: '100755', size: 1 };
    const entries = Array.from({ length: count }, () => file);
    const at = { offset: 2 ** 40, line: 5 };
    const unpacked = unpackRecords({ block, entries, first: 0, at });
    for (const offset of [0, 1, 255, 256, 257, count - 1]) {
      const content = { file, before: bytes, bytes: bytes.subarray(offset), lines: offset };
      const [record] = placed([recordOf({ ...content, line: line - offset }, offset)], at);
      expect(unpacked[offset]).toStrictEqual(record);
    }
    expect(block.digests.buffer.byteLength + block.numbers.buffer.byteLength).toBe(count * 48);
    expect(block.others.size).toBe(0);
    expect(packer.take().count).toBe(0);
  });

  it('finds a content behind any number of other records', () => {
    const packer = createRecordPacker();
    const others: DumpRecord[] = Array.from({ length: 5000 }, (_, at) => ({
      path: String(at),
      skipped: 'vanished',
    }));
    for (const other of others) packer.add(other);
    packer.addContent({ offset: 1, length: 2, line: 3, lines: 4 });
    const file: SourceFile = { path: 'x', mode: '100644', size: 2 };
    const block = digestContents(packer.take(), Buffer.from('abc'));
    const at = { offset: 0, line: 0 };
    const records = unpackRecords({
      block,
      entries: [...others, file],
      first: 0,
      at,
    });
    expect(records.slice(0, -1)).toStrictEqual(others);
    expect(records.at(-1)).toMatchObject({ size: 2, offset: 1, length: 2, line: 4, lines: 4 });
  });
});

describe('digestContents', () => {
  it('leaves digests that are there already as they are', () => {
    const packer = createRecordPacker();
    packer.addContent({ offset: 0, length: 3, line: 0, lines: 1 });
    const block = digestContents(packer.take(), Buffer.from('abc'));
    expect(digestContents(block, Buffer.from('xyz')).digests).toBe(block.digests);
  });
});
