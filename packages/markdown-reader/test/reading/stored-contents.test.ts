import type { FileRecord } from '@create-dump/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openDump,
  readSourceContents,
  readStreamContents,
  type StoredPiece,
} from '../../src/index.js';
import { buildDump } from '../build-dump.js';
import { collect } from '../collect.js';
import { memorySource } from '../memory-source.js';

async function gather(pieces: AsyncIterable<StoredPiece>) {
  const contents: [path: string, bytes: string, stored: string, problem: string | undefined][] = [];
  let [bytes, stored]: [Buffer[], Buffer[]] = [[], []];
  for await (const piece of pieces) {
    bytes.push(Buffer.from(piece.bytes));
    stored.push(Buffer.from(piece.stored));
    if (!piece.isLast) continue;
    const [whole, shown] = [bytes, stored].map((parts) => Buffer.concat(parts).toString('latin1'));
    contents.push([piece.record.path, whole ?? '', shown ?? '', piece.problem]);
    [bytes, stored] = [[], []];
  }
  return contents;
}

async function* cut(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

test('a stream in pieces of any length gives the contents that random access gives', async () => {
  const content = fc.oneof(fc.constant(''), fc.string({ maxLength: 40 }));
  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, content, { minKeys: 1 }),
      fc.integer({ min: 1, max: 300 }),
      fc.func(fc.boolean()),
      async (files, length, isWanted) => {
        const dump = buildDump(
          Object.entries(files).map(([path, text]) => ({ path, content: text })),
        );
        const source = memorySource(dump);
        const all = (await collect(openDump(source).records())) as FileRecord[];
        const records = all.filter(({ path }) => isWanted(path));
        const expected = records.map(({ path }) => {
          const bytes = Buffer.from(files[path] ?? '').toString('latin1');
          return [path, bytes, bytes, undefined];
        });
        expect(await gather(readSourceContents(source, records))).toEqual(expected);
        expect(await gather(readStreamContents(cut(dump, length), records))).toEqual(expected);
      },
    ),
  );
});

test('a content has its text and its original bytes, and says if it is wrong', async () => {
  const dump = buildDump([
    { path: 'a', content: 'right\n' },
    { path: 'b', content: Buffer.from('caf\u00e9', 'latin1'), encoding: 'latin1' },
  ]);
  const records = (await collect(openDump(memorySource(dump)).records())) as FileRecord[];
  const damaged = Buffer.from(dump.toString('latin1').replace('right', 'wrong'), 'latin1');
  const expected = [
    ['a', 'wrong\n', 'wrong\n', expect.stringContaining('its SHA-256 is')],
    ['b', 'caf\u00e9', 'caf\u00c3\u00a9', undefined],
  ];
  expect(await gather(readSourceContents(memorySource(damaged), records))).toEqual(expected);
  expect(await gather(readStreamContents(cut(damaged, 7), records))).toEqual(expected);
});

test('a stream is read no further than the last content, and must reach it', async () => {
  const dump = buildDump([
    { path: 'a', content: 'first\n' },
    { path: 'b', content: 'second\n' },
  ]);
  const [first, second] = (await collect(openDump(memorySource(dump)).records())) as FileRecord[];
  let taken = 0;
  const counted = async function* counted() {
    for await (const piece of cut(dump, 1)) {
      taken++;
      yield piece;
    }
  };
  await gather(readStreamContents(counted(), first === undefined ? [] : [first]));
  expect(taken).toBe((first?.offset ?? 0) + (first?.length ?? 0));
  const short = cut(dump.subarray(0, second?.offset), 5);
  await expect(
    gather(readStreamContents(short, second === undefined ? [] : [second])),
  ).rejects.toMatchObject({
    code: 'DUMP_MALFORMED',
  });
});
