import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { CreateDumpError } from '@create-dump/core';
import { readTree, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDump, restoreDump, restoreSalvage, salvageDump, verifyDump } from '../src/index.js';
import { buildDump, forgeDump, sha256 } from './build-dump.js';
import { collect } from './collect.js';
import { memorySource } from './memory-source.js';

/** Number of hostile dumps to try; raise it with `CREATE_DUMP_HOSTILE=100000`. */
const numRuns = Number(process.env['CREATE_DUMP_HOSTILE'] ?? 300);
const timeout = 20_000 + 50 * numRuns;

/** The code of a `CreateDumpError`, or `fine` if nothing is thrown; rethrows any other error. */
async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'fine';
  } catch (error) {
    if (error instanceof CreateDumpError) return error.code;
    throw error;
  }
}

/** Does everything a reader can do with `bytes`. Nothing outside the targets may change. */
async function tryEverything(bytes: Uint8Array): Promise<void> {
  using directory = temporaryDirectory();
  writeTree(directory.path, { 'outside/x': 'x', 'merged/a': 'there' });
  const source = memorySource(bytes);
  const target = (name: string) => `${directory.path}/${name}`;
  const { ok } = await verifyDump(source);
  await outcomeOf(async () => collect(openDump(source).records()));
  await outcomeOf(async () => openDump(source).find('a/b'));
  const restored = await outcomeOf(() => restoreDump(source, { target: target('fresh') }));
  expect(restored === 'fine' && !ok).toBe(false);
  expect(existsSync(target('fresh'))).toBe(restored === 'fine');
  await outcomeOf(() => restoreDump(source, { target: target('unverified'), verify: false }));
  await outcomeOf(() => restoreDump(source, { target: target('merged'), existing: 'overwrite' }));
  await outcomeOf(async () => {
    await restoreSalvage(source, await salvageDump(source), { target: target('salvaged') });
  });
  const known = new Set(['fresh', 'merged', 'outside', 'salvaged', 'unverified']);
  expect(readdirSync(directory.path).filter((name) => !known.has(name))).toEqual([]);
  expect(readTree(target('outside'))).toEqual(new Map([['x', '100644 x']]));
}

const dump = buildDump([
  { path: 'a/b', content: '# text\n```\n' },
  { path: 'a/c', content: Buffer.from([0, 1, 2]) },
  { path: 'l', content: '../outside', mode: '120000' },
  { path: 'z', skipped: 'binary' },
]);

const place = fc.nat(dump.length);
const splice = fc.record({
  at: place,
  remove: fc.nat(40),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    fc.tuple(place, fc.nat(200)).map(([at, length]) => dump.subarray(at, at + length)),
  ),
});

test('cut and pasted dumps are either read or refused', { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(splice, { minLength: 1, maxLength: 4 }), async (splices) => {
      let bytes = dump;
      for (const { at, remove, insert } of splices) {
        bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
      }
      await expect(tryEverything(bytes)).resolves.toBeUndefined();
    }),
    { numRuns },
  );
});

const hostilePath = fc
  .array(
    fc.constantFrom('a', 'b', 'l', '/', '..', '.', '\0', '\\', '~', 'outside', '\udc80', '\u202e'),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));
const hostileNumber = fc.oneof(
  { weight: 5, arbitrary: fc.nat(30) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, 1e308, 2 ** 53, 2 ** 31, null, '1') },
);
const body = Buffer.from('../outside\nabc\n\0x\n');
const hostileRecord = fc
  .record({
    path: hostilePath,
    offset: hostileNumber,
    length: fc.nat(12),
    mode: fc.constantFrom('100644', '100755', '120000', '120000', '160000'),
    isRight: fc.boolean(),
  })
  .map(({ isRight, ...facts }) => {
    const from = typeof facts.offset === 'number' ? facts.offset : 0;
    const content = body.subarray(from, from + facts.length);
    const right = { size: facts.length, sha256: sha256(content), line: 1, lines: 1 };
    return Object.assign(facts, right, isRight ? {} : { size: 1 });
  });

test(
  'dumps that lie, with digests that are right, are read or refused, never more',
  { timeout },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileRecord, { maxLength: 4 }),
        fc.boolean(),
        async (records, isSorted) => {
          const byPath = (a: { path: string }, b: { path: string }) =>
            Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
          const ordered = isSorted ? records.toSorted(byPath) : records;
          await expect(tryEverything(forgeDump(body, ordered))).resolves.toBeUndefined();
        },
      ),
      { numRuns },
    );
  },
);

test('a source that shrinks while it is read is an error that says so', async () => {
  const source = { ...memorySource(dump), read: () => 0 };
  await expect(verifyDump(source)).rejects.toMatchObject({
    code: 'READ_FAILED',
    message: expect.stringContaining('Something else is writing to it'),
  });
});

test('a failing source is an error with its cause', async () => {
  const cause = new Error('EIO');
  const source = {
    ...memorySource(dump),
    read: () => {
      throw cause;
    },
  };
  using directory = temporaryDirectory();
  mkdirSync(`${directory.path}/target`);
  const restoring = restoreDump(source, { target: `${directory.path}/target` });
  await expect(restoring).rejects.toMatchObject({ code: 'READ_FAILED', cause });
});
