import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, truncateSync, appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  bundleProgram,
  temporaryDirectory,
  type TemporaryDirectory,
} from '@create-dump/tooling-testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from '../../src/index.js';

let place: TemporaryDirectory;
let script: string;
beforeAll(async () => {
  place = temporaryDirectory();
  script = await bundleProgram(new URL('writer.ts', import.meta.url), place.path);
}, 60_000);
afterAll(() => place[Symbol.dispose]());

interface Writer {
  readonly child: ChildProcess;
  /** Resolves with the first acknowledgement. */
  readonly begun: Promise<unknown>;
  /** What was acknowledged, and how the process ended. */
  readonly ended: Promise<{ acknowledged: readonly string[]; code: number | null; stderr: string }>;
}

function startWriter(path: string, name: string, count: number): Writer {
  const child = spawn(process.execPath, [script, path, name, String(count)]);
  let output = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<Awaited<Writer['ended']>>((resolve) => {
    child.on('close', (code) => {
      resolve({ acknowledged: output.split('\n').slice(0, -1), code, stderr });
    });
  });
  return { child, ended, begun: once(child.stdout, 'data') };
}

async function readItems(path: string) {
  const items: string[] = [];
  const report = await checkLedger(path, { onRecord: ({ item }) => items.push(item) });
  return { items, report };
}

test('4 processes append 200 acts each: none is lost, and the chain holds', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'archives', 'ledger.jsonl');
  const writers = ['a', 'b', 'c', 'd'].map((name) => startWriter(path, name, 200));
  const ends = await Promise.all(writers.map(({ ended }) => ended));
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(ends.map(() => [0, '']));
  const { items, report } = await readItems(path);
  expect(report.problems).toEqual([]);
  expect(items.toSorted()).toEqual(ends.flatMap(({ acknowledged }) => acknowledged).toSorted());
  expect(items).toHaveLength(800);
}, 120_000);

/** `CREATE_DUMP_LEDGER_KILLS=300` for the long run. */
const kills = Number(process.env['CREATE_DUMP_LEDGER_KILLS'] ?? 16);

test(`${kills} writers are killed: the chain holds, and each acknowledged act is in it`, async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const acknowledged: string[] = [];
  for (let round = 0; round < kills; round += 2) {
    const writers = [`${round}`, `${round + 1}`].map((name) => startWriter(path, name, 1e6));
    await Promise.all(writers.map(({ begun }) => begun));
    for (const { child } of writers) {
      await sleep(Math.random() * 40);
      child.kill('SIGKILL');
    }
    for (const { ended } of writers) acknowledged.push(...(await ended).acknowledged);
    // A power cut may also leave a torn tail.
    if (round % 6 === 0 && existsSync(path)) appendFileSync(path, '{"seq":12,"prev":"00');
  }
  const last = startWriter(path, 'last', 1);
  expect(await last.ended).toEqual({ acknowledged: ['last-1'], code: 0, stderr: '' });
  const { items, report } = await readItems(path);
  expect(report.problems).toEqual([]);
  const recorded = new Set(items);
  expect(acknowledged.filter((item) => !recorded.has(item))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  expect(new Set(items).size).toBe(items.length);
}, 600_000);

test('a file system that takes only a part of a line loses nothing', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  expect((await startWriter(path, 'a', 3).ended).code).toBe(0);
  const before = readFileSync(path);
  // ulimit counts in blocks of 1024 bytes in bash: the next line doesn't fit.
  const blocks = Math.ceil((before.length + 20) / 1024);
  const room = blocks * 1024 - before.length;
  const limited = `ulimit -f ${blocks}; exec "$@"`;
  const args = ['-c', limited, 'bash', process.execPath, script, path, 'b', '40'];
  const { status, stderr, stdout } = spawnSync('bash', args, { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('WRITE_FAILED');
  const { items, report } = await readItems(path);
  expect(report.problems).toEqual([]);
  expect(items).toEqual(['a-1', 'a-2', 'a-3', ...stdout.split('\n').slice(0, -1)]);
  expect(readFileSync(path).at(-1)).toBe(0x0a);
  expect(statSync(path).size - before.length).toBeLessThanOrEqual(room);
  truncateSync(path, before.length);
  expect((await startWriter(path, 'c', 1).ended).code).toBe(0);
});
