import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { checkLedger, createLedger, type LedgerEntry, type LedgerRecord } from '../src/index.js';

const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const time = new Date('2026-03-01T12:00:00Z');
const entry = (item: string): LedgerEntry => ({ act: 'publish', item, sha256: 'a'.repeat(64) });

function readLines(path: string): LedgerRecord[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as LedgerRecord);
}

test('chains acts, each to the digest of the line before, and creates what is missing', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'kept', 'archives', 'ledger.jsonl');
  const ledger = createLedger({ path, runId });
  const first = await ledger.append([entry('a.sql.gz')], time);
  const others = await ledger.append(
    [
      { act: 'archive', item: 'a.sql.gz', to: 'archives/a.zip', reasons: ['It is old.'] },
      { act: 'remove', item: 'a.sql.gz' },
    ],
    time,
  );
  const text = readFileSync(path, 'utf8');
  expect(readLines(path)).toEqual([...first, ...others]);
  const [one = '', two = '', three = ''] = text.split('\n');
  const sha256 = (line: string) => createHash('sha256').update(line).digest('hex');
  expect(one).toBe(
    `{"seq":1,"prev":"${'0'.repeat(64)}","time":"2026-03-01T12:00:00.000Z","run":"${runId}","act":"publish","item":"a.sql.gz","sha256":"${'a'.repeat(64)}"}`,
  );
  expect(JSON.parse(two)).toMatchObject({ seq: 2, prev: sha256(one), act: 'archive' });
  expect(JSON.parse(three)).toMatchObject({ seq: 3, prev: sha256(two), act: 'remove' });
  expect(readdirSync(join(path, '..'))).toEqual(['ledger.jsonl']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('appends of one process are carried out in order, also if one fails', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const ledger = createLedger({ path, runId });
  const names = Array.from({ length: 20 }, (_, index) => `${index}`);
  const appends = names.map((name) =>
    ledger.append([entry(name === '7' ? 'x'.repeat(2 ** 21) : name)], time),
  );
  const results = await Promise.allSettled(appends);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(readLines(path).map(({ item }) => item)).toEqual(names.filter((name) => name !== '7'));
  expect((await checkLedger(path)).problems).toEqual([]);
});

test('cuts off a torn tail, and goes on after a damaged line, which the check finds', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const ledger = createLedger({ path, runId });
  await ledger.append([entry('a'), entry('b')], time);
  for (const tail of ['{"seq":3', '\0'.repeat(5000), 'x'.repeat(100_000)]) {
    appendFileSync(path, tail);
    await ledger.append([entry('c')], time);
  }
  expect((await checkLedger(path)).problems).toEqual([]);
  expect(readLines(path).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  const bytes = readFileSync(path);
  bytes.fill(0x20, bytes.length - 30, bytes.length - 1);
  writeFileSync(path, bytes);
  const [record] = await ledger.append([entry('d')], time);
  expect(record?.seq).toBe(6);
  expect((await checkLedger(path)).problems.map(({ line }) => line)).toEqual([5]);
});

test('a new ledger appears with all its first records, also in place of one without any', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  writeFileSync(path, '{"seq":1');
  await createLedger({ path, runId }).append([entry('a'), entry('b')], time);
  expect(readLines(path).map(({ item, seq }) => [item, seq])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(readdirSync(directory.path)).toEqual(['ledger.jsonl']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('keeps paths that are not UTF-8, and gives the permissions asked for', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  await createLedger({ path, runId, mode: 0o640 }).append([entry('caf\udce9.md')], time);
  expect(readLines(path)[0]?.item).toBe('caf\udce9.md');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  chmodSync(path, 0o644);
  await createLedger({ path, runId }).append([entry('a')], time);
  expect(statSync(path).mode & 0o777).toBe(0o644);
});

test('refuses what is not a regular file, and follows no link', async () => {
  using directory = temporaryDirectory();
  mkdirSync(join(directory.path, 'directory'));
  writeFileSync(join(directory.path, 'elsewhere'), '');
  symlinkSync('elsewhere', join(directory.path, 'link'));
  for (const name of ['directory', 'link']) {
    const ledger = createLedger({ path: join(directory.path, name), runId });
    await expect(ledger.append([entry('a')], time)).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  }
  expect(readFileSync(join(directory.path, 'elsewhere'), 'utf8')).toBe('');
  await expect(
    createLedger({ path: '/proc/nowhere/ledger.jsonl', runId }).append([entry('a')], time),
  ).rejects.toMatchObject({ code: 'WRITE_FAILED' });
});

test.runIf(process.platform === 'linux')('waits for another writer, but not for ever', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const { dev, ino } = statSync(directory.path, { bigint: true });
  const writer = createServer().listen(`\0create-dump/${dev}/${ino}/.create-dump-ledger.lock`);
  await once(writer, 'listening');
  const hurried = createLedger({ path, runId, wait: 50 });
  await expect(hurried.append([entry('a')], time)).rejects.toMatchObject({
    code: 'LOCKED',
    message: `Another run is working in ${directory.path}. Wait for it to end. If there is none, remove .create-dump-ledger.lock there.`,
  });
  const stopped = createLedger({ path, runId });
  const stop = AbortSignal.timeout(50);
  await expect(stopped.append([entry('a')], time, stop)).rejects.toThrow(stop.reason as Error);
  const waiting = createLedger({ path, runId }).append([entry('b')], time);
  writer.close();
  expect(await waiting).toHaveLength(1);
  expect(readLines(path).map(({ item }) => item)).toEqual(['b']);
});
