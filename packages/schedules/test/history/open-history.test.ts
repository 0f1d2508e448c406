import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { formatRecord } from '../../src/history/format-record.js';
import { openHistory } from '../../src/history/open-history.js';
import { runRecord } from '../run-record.js';

const runId = '1-1-1-1-a';
const warn = (message: string) => {
  throw new Error(message);
};

test('what was appended is there when it is opened again', async () => {
  using place = temporaryDirectory();
  const path = join(place.path, 'history.jsonl');
  const records = [runRecord({}), runRecord({ id: '2' })];
  {
    await using history = await openHistory({ path, runId, warn });
    await Promise.all(records.map((one) => history.append(one)));
    await history.append(runRecord({ outcome: 'done' }));
  }
  await using history = await openHistory({ path, runId, warn });
  expect(history.records()).toEqual([runRecord({ outcome: 'done' }), records[1]]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a line that was cut off is removed, also one that is no UTF-8', async () => {
  using place = temporaryDirectory();
  const path = join(place.path, 'history.jsonl');
  writeFileSync(path, formatRecord(runRecord({ run: 'ü' })));
  appendFileSync(path, Buffer.from('{"id":"\u00FC').subarray(0, -1));
  {
    await using history = await openHistory({ path, runId, warn });
    await history.append(runRecord({ id: '2' }));
  }
  expect(readFileSync(path, 'utf8')).toBe(
    formatRecord(runRecord({ run: 'ü' })) + formatRecord(runRecord({ id: '2' })),
  );
});

test('is written anew when it has grown, with what is needed', async () => {
  using place = temporaryDirectory();
  const path = join(place.path, 'history.jsonl');
  await using history = await openHistory({ path, runId, keep: 5, warn });
  for (let at = 0; at < 100; at++) await history.append(runRecord({ id: `${at}` }));
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines.length).toBeLessThanOrEqual(21);
  expect(lines.slice(-5).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([
    '95',
    '96',
    '97',
    '98',
    '99',
  ]);
  expect(history.records()).toHaveLength(5);
  expect(readdirSync(place.path)).toEqual(['history.jsonl']);
});

test('tells of lines that are no records, and keeps the others', async () => {
  using place = temporaryDirectory();
  const path = join(place.path, 'history.jsonl');
  writeFileSync(path, `damaged\n${formatRecord(runRecord({}))}`);
  const warnings: string[] = [];
  await using history = await openHistory({ path, runId, warn: (one) => warnings.push(one) });
  expect(history.records()).toEqual([runRecord({})]);
  expect(warnings).toEqual([`${path}:1 is not a record of a run, and is passed over.`]);
});

test.each([
  ['a directory', (path: string) => mkdirSync(path), 'READ_FAILED'],
  ['a link', (path: string) => symlinkSync('elsewhere', path), 'READ_FAILED'],
])('refuses %s in its place', async (_, make, code) => {
  using place = temporaryDirectory();
  const path = join(place.path, 'history.jsonl');
  make(path);
  await expect(openHistory({ path, runId, warn })).rejects.toMatchObject({ code });
});

test('a record that could not be written is written with the next one', async () => {
  using place = temporaryDirectory();
  const [directory, away] = [join(place.path, 'state'), join(place.path, 'away')];
  mkdirSync(directory);
  const path = join(directory, 'history.jsonl');
  await using history = await openHistory({ path, runId, keep: 2, warn });
  for (let at = 0; at < 9; at++) await history.append(runRecord({ id: `${at}` }));
  renameSync(directory, away);
  // The file is to be written anew, and its directory is gone.
  await expect(history.append(runRecord({ id: 'lost' }))).rejects.toMatchObject({
    code: 'WRITE_FAILED',
  });
  expect(history.records().at(-1)).toEqual(runRecord({ id: 'lost' }));
  renameSync(away, directory);
  await history.append(runRecord({ id: 'next' }));
  await using again = await openHistory({ path, runId, keep: 2, warn });
  expect(again.records()).toEqual([runRecord({ id: 'lost' }), runRecord({ id: 'next' })]);
});
