import { createHash } from 'node:crypto';
import type { FileRecord } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../src/markup/anchor-of.js';
import { dumpInMemory, memorySource } from '../memory-tree.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function stored(dump: Buffer, { offset, length }: FileRecord): Buffer {
  return dump.subarray(offset, offset + length);
}

/** Whether a reading from the beginning starts: the first two bytes are also looked at alone. */
const isFirstPiece = (target: Uint8Array, position: number) => position === 0 && target.length > 2;

/** 6 MB of text whose characters of two to four bytes lie across every piece's end. */
const large = Buffer.from('x€😀é'.repeat(600_000).slice(1));

describe('streamSection', () => {
  it('stores a large text as it is', async () => {
    const { bytes, records } = await dumpInMemory({
      before: Buffer.from('1\n'),
      large,
      zafter: Buffer.from('2\n'),
    });
    const record = records[1] as FileRecord;
    expect(record).toMatchObject({
      path: 'large',
      size: large.length,
      sha256: sha256(large),
      lines: 1,
    });
    expect(stored(bytes, record).equals(large)).toBe(true);
    expect(
      bytes
        .subarray(record.offset + record.length)
        .toString()
        .startsWith(`\n\`\`\`\n\n<a id="${anchorOf('zafter')}"></a>\n\n## \`zafter\``),
    ).toBe(true);
    expect(stored(bytes, records[2] as FileRecord).toString()).toBe('2\n');
  });

  it.each([
    ['Latin-1', 'latin1', (text: string) => Buffer.from(text, 'latin1')],
    ['UTF-16LE', 'utf-16le', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE', 'utf-16be', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ] as const)('shows %s of 3 MB and of 5 MB in the same way', async (_, encoding, encode) => {
    // Of a length that cuts lines, and with them code units and surrogates, at changing places of a piece.
    const line = encoding === 'latin1' ? 'caf\u00e9 ```\n' : '😀 h\u00e9 ```\n';
    const [small, big] = [3_000_000, 5_000_000].map((bytes) =>
      encode(line.repeat(Math.ceil(bytes / encode(line).length))),
    ) as [Buffer, Buffer];
    const { bytes, records } = await dumpInMemory({ big, small });
    const bodies = (records as FileRecord[]).map((record, at) => {
      const content = [big, small][at] as Buffer;
      expect(record).toMatchObject({ encoding, size: content.length, sha256: sha256(content) });
      const text = stored(bytes, record).toString('utf8');
      expect(encode(text.replace(/^\uFEFF/, '')).equals(content)).toBe(true);
      expect(record.lines).toBe(text.split('\n').length - 1);
      return bytes.toString('utf8', record.offset - 60, record.offset);
    });
    const remark = /\n\*[^\n]*shown as[^\n]*\*\n\n````\n$/;
    expect(remark.exec(bodies[0] as string)?.[0]).toBe(remark.exec(bodies[1] as string)?.[0]);
    expect(bodies[0]).toMatch(remark);
  });

  it('finds a run of backticks that lies across pieces', async () => {
    const content = Buffer.alloc(5_000_000, 'a');
    content.fill('`', 1_048_500, 1_048_700);
    const { bytes, records } = await dumpInMemory({ large: content });
    const { offset } = records[0] as FileRecord;
    expect(bytes.subarray(offset - 202, offset).toString()).toBe(
      `\n${'`'.repeat(201)}\n`.slice(-202),
    );
  });

  it.each([
    [
      'with a fence no length of which would do',
      Buffer.alloc(5_000_000, `${'`'.repeat(300)}${'~'.repeat(300)}\n`),
      'list' as const,
    ],
    ['binary, embedded', Buffer.alloc(5_000_001, Buffer.from([0, 255, 7])), 'embed' as const],
  ])('stores a large content in base64: %s', async (_name, content, binary) => {
    const { bytes, records } = await dumpInMemory({ large: content }, { binary });
    const record = records[0] as FileRecord;
    expect(record).toMatchObject({
      encoding: 'base64',
      size: content.length,
      sha256: sha256(content),
    });
    const lines = stored(bytes, record).toString().split('\n');
    expect(Buffer.from(lines.join(''), 'base64').equals(content)).toBe(true);
    expect(lines.slice(0, -2).every((line) => line.length === 76)).toBe(true);
    expect(lines.length - 1).toBe(record.lines);
  });

  it('gives a large binary its size and digest', async () => {
    const content = Buffer.alloc(5_000_000);
    const { records } = await dumpInMemory({ large: content });
    expect(records[0]).toMatchObject({
      skipped: 'binary',
      size: 5_000_000,
      sha256: sha256(content),
    });
  });

  it('ends a content before the piece that changed between the readings', async () => {
    const content = Buffer.alloc(5_000_000, 'é');
    let firstReads = 0;
    const openSource = () =>
      memorySource(content, {
        read(target, position) {
          if (isFirstPiece(target, position)) firstReads++;
          const part = Buffer.from(content.subarray(position, position + target.length));
          if (firstReads === 2 && position > 2_000_000) part.fill('`');
          target.set(part);
          return part.length;
        },
      });
    const { bytes, records, result } = await dumpInMemory({ large: content }, { openSource });
    const record = records[0] as FileRecord;
    expect(record.unstable).toBe(true);
    expect(record.size).toBeGreaterThan(2_000_000);
    expect(record.size).toBeLessThan(4_000_000);
    expect(stored(bytes, record).equals(content.subarray(0, record.size))).toBe(true);
    expect(record.sha256).toBe(sha256(content.subarray(0, record.size)));
    expect(result.unstable).toEqual(['large']);
  });

  it('marks a content that became another text between the readings, and proves what is stored', async () => {
    const content = Buffer.alloc(5_000_000, 'é\n');
    const other = Buffer.alloc(5_000_000, 'è\n');
    let firstReads = 0;
    const openSource = () =>
      memorySource(content, {
        read(target, position) {
          if (isFirstPiece(target, position)) firstReads++;
          const from = firstReads === 1 ? content : other;
          return from.copy(target, 0, position, position + target.length);
        },
        unchanged: () => false,
      });
    const { bytes, records } = await dumpInMemory({ large: content }, { openSource });
    const record = records[0] as FileRecord;
    expect(record).toMatchObject({ size: 5_000_000, sha256: sha256(other), unstable: true });
    expect(stored(bytes, record).equals(other)).toBe(true);
  });

  it('makes a record of a large file that the system fails to read', async () => {
    const openSource = () =>
      memorySource(large, {
        read: () => {
          throw Object.assign(new Error('read'), { code: 'EIO' });
        },
      });
    const { records } = await dumpInMemory({ large }, { openSource });
    expect(records).toEqual([{ path: 'large', skipped: 'io-error', detail: 'EIO' }]);
  });
});
