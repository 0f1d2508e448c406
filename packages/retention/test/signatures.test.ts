import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checksumName, signatureName } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  applyRetention,
  findInterrupted,
  finishRemovals,
  planQuarantine,
  planRetention,
  quarantine,
} from '../src/index.js';
import { discover, dumpName, never, proveItem, writeSnapshot } from './snapshot-files.js';

const now = new Date('2026-11-22T12:00:00Z');
const name = dumpName('20260101');
const checksum = checksumName(name);
const signature = signatureName(checksum);

function writeSigned(directory: string, name: string): void {
  writeSnapshot(directory, name);
  writeFileSync(join(directory, signatureName(checksumName(name))), `signature of ${name}\n`);
}

test('a signature belongs to its snapshot, and is no look-alike', async () => {
  using directory = temporaryDirectory();
  writeSigned(directory.path, name);
  const { groups, orphans, leftAlone } = await discover(directory.path);
  expect({ orphans, leftAlone }).toEqual({ orphans: [], leftAlone: [] });
  const [snapshot] = groups[0]?.snapshots ?? [];
  expect(snapshot?.signature?.path).toBe(join(directory.path, signature));
  const files = snapshot?.files.map(({ path }) => path.slice(directory.path.length + 1));
  expect(files).toEqual([name, signature, checksum]);
  const sizes = [name, signature, checksum].map(
    (file) => statSync(join(directory.path, file)).size,
  );
  expect(snapshot?.size).toBe(sizes.reduce((sum, size) => sum + size));
});

test('it is removed with its snapshot, and the record names it', async () => {
  using directory = temporaryDirectory();
  for (const day of ['20260101', '20260102']) writeSigned(directory.path, dumpName(day));
  const journal = join(directory.path, 'archives/tombstones.jsonl');
  const { groups } = await discover(directory.path);
  const plan = planRetention(
    groups.flatMap(({ snapshots }) => snapshots),
    { keepLast: 1 },
    { now },
  );
  await applyRetention(plan, { journal, now, signal: never, prove: proveItem });
  const left = dumpName('20260102');
  expect(readdirSync(directory.path).sort()).toEqual(
    ['archives', left, checksumName(left), signatureName(checksumName(left))].sort(),
  );
  expect(readFileSync(journal, 'utf8')).toContain(signature);
});

describe('an interrupted removal', () => {
  test.each([
    ['before the signature', [signature, checksum]],
    ['before the checksum file', [checksum]],
  ])('%s is finished', async (_, left) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    for (const day of ['20260101', '20260102']) writeSigned(path, dumpName(day));
    const contents = left.map((file) => readFileSync(join(path, file)));
    const options = { journal: join(path, 'archives/tombstones.jsonl'), now, signal: never };
    const { groups } = await discover(path);
    const plan = planRetention(
      groups.flatMap(({ snapshots }) => snapshots),
      { keepLast: 1 },
      { now },
    );
    await applyRetention(plan, { ...options, prove: proveItem });
    for (const [at, file] of left.entries()) writeFileSync(join(path, file), contents[at] ?? '');
    const interrupted = await findInterrupted((await discover(path)).orphans, options.journal);
    expect(interrupted.map(({ files }) => files.map((file) => file.path))).toEqual([
      left.map((file) => join(path, file)),
    ]);
    expect((await finishRemovals(interrupted, options)).failure).toBeUndefined();
    expect(left.filter((file) => existsSync(join(path, file)))).toEqual([]);
  });
});

describe('quarantine', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['takes a signature with its lone checksum file', [name], [checksum, signature]],
    ['takes a signature that signs nothing', [name, checksum], [signature]],
    ['takes a dump and a signature without the checksum file', [checksum], [name, signature]],
    ['leaves a snapshot without signature', [signature], []],
  ])('%s', async (_, removed, taken) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSigned(path, name);
    for (const file of removed) unlinkSync(join(path, file));
    const plan = planQuarantine(await discover(path));
    const options = { directory: join(path, 'archives/quarantine'), now, signal: never };
    const { moved, failure } = await quarantine(plan, options);
    expect(failure).toBeUndefined();
    expect(moved.map(({ move }) => move.file.path)).toEqual(taken.map((file) => join(path, file)));
    expect(readdirSync(path).filter((file) => taken.includes(file))).toEqual([]);
  });

  test('leaves a signature whose checksum file has appeared', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeFileSync(join(path, signature), 'signature\n');
    const plan = planQuarantine(await discover(path));
    writeSnapshot(path, name);
    const options = { directory: join(path, 'archives/quarantine'), now, signal: never };
    expect(await quarantine(plan, options)).toMatchObject({
      moved: [],
      left: [{ kind: 'orphan-signature' }],
    });
  });

  test('leaves the signature of a damaged snapshot, and what is no file', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSigned(path, name);
    writeFileSync(join(path, name), 'damaged');
    const other = checksumName(dumpName('20260102'));
    mkdirSync(join(path, signatureName(other)));
    writeFileSync(join(path, other), 'x');
    const { mismatches, orphans, leftAlone } = await discover(path);
    expect(mismatches).toMatchObject([{ signature: { path: join(path, signature) } }]);
    expect(orphans).toEqual([]);
    expect(leftAlone.map(({ why }) => why)).toEqual(['obstructed', 'directory']);
  });
});
