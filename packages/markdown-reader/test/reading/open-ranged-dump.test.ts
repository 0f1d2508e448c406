import { tmpdir } from 'node:os';
import { isSkipped } from '@create-dump/core';
import { arbitraryContent } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ByteRanges, openDump, openRangedDump } from '../../src/index.js';
import { buildDump, type TestFile } from '../build-dump.js';
import { collect } from '../collect.js';
import { memorySource } from '../memory-source.js';

const options = { spoolDirectory: tmpdir() };

/** Bytes in memory that count what is fetched, and come in pieces. */
function memoryRanges(bytes: Buffer, pieceBytes = 1000) {
  const fetched = { requests: 0, bytes: 0 };
  const ranges: ByteRanges = {
    name: 'test.md',
    size: bytes.length,
    async *read(from, to) {
      fetched.requests++;
      fetched.bytes += to - from;
      for (let at = from; at < to; at += pieceBytes)
        yield bytes.subarray(at, Math.min(at + pieceBytes, to));
    },
  };
  return { ranges, fetched };
}

const files = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 40 })
  .chain((paths) =>
    fc.tuple(
      ...paths.map((path) => arbitraryContent.map((content): TestFile => ({ path, content }))),
    ),
  );

test('reads what openDump reads, whatever pieces come', async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 9000 }), async (tree, pieceBytes) => {
      const bytes = buildDump(tree);
      const whole = openDump(memorySource(bytes));
      const ranged = await openRangedDump(memoryRanges(bytes, pieceBytes).ranges, options);
      expect(ranged.header).toEqual(whole.header);
      expect(ranged.end).toEqual(whole.end);
      expect(ranged.recordLines).toEqual(whole.recordLines);
      const records = await collect(whole.records());
      expect(await collect(ranged.records())).toEqual(records);
      for (const record of records) {
        expect(await ranged.find(record.path)).toEqual(record);
        if (isSkipped(record)) continue;
        const [one, other] = [whole, ranged].map((dump) => collect(dump.readFile(record)));
        expect(Buffer.concat((await other) ?? [])).toEqual(Buffer.concat((await one) ?? []));
      }
      expect(await ranged.find('no such file')).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test('fetches a few lines to find one of 20,000 files', async () => {
  const tree = Array.from({ length: 20_000 }, (_, at) => ({
    path: `src/${at % 100}/file-${at}.ts`,
    content: `export const x${at} = ${at};\n`,
  }));
  const bytes = buildDump(tree);
  const { ranges, fetched } = memoryRanges(bytes);
  const dump = await openRangedDump(ranges, options);
  const record = await dump.find('src/77/file-12377.ts');
  if (record === undefined || isSkipped(record)) throw new Error('not found');
  const content = Buffer.concat(await collect(dump.readFile(record)));
  expect(content.toString()).toBe('export const x12377 = 12377;\n');
  expect(fetched.requests).toBeLessThan(15);
  expect(fetched.bytes).toBeLessThan(100_000);
});

test('a content that is not what its record says is no content', async () => {
  const bytes = buildDump([{ path: 'a', content: 'right\n' }]);
  bytes.write('w', bytes.indexOf('right'));
  const dump = await openRangedDump(memoryRanges(bytes).ranges, options);
  const record = await dump.find('a');
  if (record === undefined || isSkipped(record)) throw new Error('not found');
  await expect(collect(dump.readFile(record))).rejects.toMatchObject({ code: 'INTEGRITY' });
});

test.each([0, 1, 10_000])('says so if a store gives only %i bytes', async (given) => {
  const bytes = buildDump([{ path: 'a', content: 'x'.repeat(50_000) }]);
  const { ranges } = memoryRanges(bytes);
  const short: ByteRanges = {
    ...ranges,
    read: (from, to) => ranges.read(from, Math.min(to, from + given)),
  };
  const read = async () => {
    const dump = await openRangedDump(short, options);
    const record = await dump.find('a');
    if (record === undefined || isSkipped(record)) throw new Error('not found');
    return collect(dump.readFile(record));
  };
  await expect(read()).rejects.toMatchObject({
    code: given === 10_000 ? 'INTEGRITY' : 'READ_FAILED',
  });
});

test('a dump that is cut off is malformed', async () => {
  const bytes = buildDump([{ path: 'a', content: 'x\n' }]).subarray(0, -9);
  await expect(openRangedDump(memoryRanges(bytes).ranges, options)).rejects.toMatchObject({
    code: 'DUMP_MALFORMED',
  });
});
