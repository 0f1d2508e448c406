import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { applyRetention, findInterrupted, finishRemovals, planRetention } from '../src/index.js';
import { digest, discover, dumpName, never, proveItem, writeSnapshot } from './snapshot-files.js';

const now = new Date('2026-11-22T12:00:00Z');
const removed = dumpName('20260101');
const checksum = checksumName(removed);

/** A directory whose only removal was interrupted between the dump and its checksum file. */
async function interrupted() {
  const directory = temporaryDirectory();
  const { path } = directory;
  for (const day of ['20260101', '20260102']) writeSnapshot(path, dumpName(day));
  const left = readFileSync(join(path, checksum));
  const journal = join(path, 'archives/tombstones.jsonl');
  const options = { journal, now, signal: never };
  const { groups } = await discover(path);
  const snapshots = groups.flatMap((group) => group.snapshots);
  const plan = planRetention(snapshots, { keepLast: 1 }, { now });
  await applyRetention(plan, { ...options, prove: proveItem });
  writeFileSync(join(path, checksum), left);
  const find = async () => findInterrupted((await discover(path)).orphans, journal);
  return { path, journal, options, find, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

test('a checksum file whose dump the journal names is found and removed, with a record', async () => {
  using here = await interrupted();
  const found = await here.find();
  expect(found.map(({ id, group, message }) => ({ id, group, message }))).toEqual([
    {
      id: join(here.path, checksum),
      group: 'p',
      message: `Its dump was removed at ${now.toISOString()}, and the removal was interrupted.`,
    },
  ]);
  const outcome = await finishRemovals(found, here.options);
  expect(outcome).toEqual({ removed: found, failure: undefined });
  expect(readdirSync(here.path)).not.toContain(checksum);
  const last = readFileSync(here.journal, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ removing: join(here.path, checksum) });
});

test('a second interruption is finished, too', async () => {
  using here = await interrupted();
  const left = readFileSync(join(here.path, checksum));
  await finishRemovals(await here.find(), here.options);
  writeFileSync(join(here.path, checksum), left);
  expect(await here.find()).toHaveLength(1);
});

test.each<[string, (path: string, journal: string) => void]>([
  [
    'the digest is another',
    (path) => writeFileSync(join(path, checksum), formatChecksumLine(digest('x'), removed)),
  ],
  [
    'the dump is another',
    (path) => {
      const line = readFileSync(join(path, checksum), 'utf8');
      writeFileSync(join(path, checksum), line.replace('20260101', '20260109'));
    },
  ],
  [
    'the file has grown',
    (path) => appendFileSync(join(path, checksum), formatChecksumLine(digest('x'), 'y')),
  ],
  [
    'it lies elsewhere',
    (path) => {
      mkdirSync(join(path, 'copy'));
      writeFileSync(join(path, 'copy', checksum), readFileSync(join(path, checksum)));
      unlinkSync(join(path, checksum));
    },
  ],
  ['there is no journal', (_, journal) => unlinkSync(journal)],
  ['the journal is cut off', (_, journal) => writeFileSync(journal, '{"time":"2026-')],
  ['the journal is of something else', (_, journal) => writeFileSync(journal, '[]\nnull\n1\n')],
  [
    'the journal is a directory',
    (_, journal) => {
      unlinkSync(journal);
      mkdirSync(journal);
    },
  ],
])('an orphan stays one if %s', async (_, change) => {
  using here = await interrupted();
  change(here.path, here.journal);
  const { orphans } = await discover(here.path, { search: true });
  expect(orphans).toHaveLength(1);
  expect(await findInterrupted(orphans, here.journal)).toEqual([]);
});

test('nothing is removed if a dump has appeared beside it', async () => {
  using here = await interrupted();
  const found = await here.find();
  writeFileSync(join(here.path, removed), 'a new one');
  const { removed: gone, failure } = await finishRemovals(found, here.options);
  expect(gone).toEqual([]);
  expect(failure?.code).toBe('INTEGRITY');
  expect(existsSync(join(here.path, checksum))).toBe(true);
});
