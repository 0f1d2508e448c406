import { PassThrough, type Writable } from 'node:stream';
import type { BatchRun } from '@create-dump/batching';
import { createPaint } from '@create-dump/observing';
import { expect, test } from 'vitest';
import { reportBatch } from '../../src/batch/report-batch.js';

function runOf(count: number): BatchRun {
  const projects = Array.from({ length: count }, (_, at) => ({
    directory: `p${at}`,
    outcome: 'dumped',
    dump: `p${at}.md`,
    reason: null,
    files: 1,
    bytes: 1,
  }));
  const report = { projects, seconds: 1, outcome: 'done' };
  return {
    report,
    reportPath: '/out/batch.json',
    indexPath: '/out/batch.md',
  } as unknown as BatchRun;
}

async function printed(count: number, isTTY: boolean, verbose: boolean): Promise<string> {
  const stdout = Object.assign(new PassThrough(), { isTTY }) as Writable & PassThrough;
  const notes = { areWanted: false, paint: createPaint(false), write: () => {} };
  const observers = { notes, observe: () => {}, present: () => {} } as never;
  const options = { json: false, quiet: false, verbose, secrets: '' };
  await reportBatch(runOf(count), options, { world: { stdout } as never, observers });
  return String(stdout.read());
}

test('a terminal gets the number of many dumps, and their paths with --verbose', async () => {
  expect(await printed(280, true, false)).toBe('280 dumps in /out (--verbose lists them)\n');
  expect((await printed(280, true, true)).split('\n')).toHaveLength(281);
  expect(await printed(2, true, false)).toBe('/out/p0.md\n/out/p1.md\n');
});

test('a pipe gets all paths', async () => {
  expect((await printed(280, false, false)).split('\n')).toHaveLength(281);
});
