import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import {
  type Checkpoint,
  checkLedger,
  createLedger,
  formatCheckpoint,
  type LedgerRecord,
  parseCheckpoint,
} from '../src/index.js';

const runId = '1-2-00000003-00000004-5';
const time = new Date('2026-03-01T12:00:00Z');

/** Writes a ledger of `count` records. */
async function write(path: string, count: number): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, index) => ({
    act: 'publish' as const,
    item: `${index + 1}.md`,
    sha256: createHash('sha256').update(String(index)).digest('hex'),
  }));
  await createLedger({ path, runId }).append(entries, time);
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

async function checkLines(path: string, lines: readonly string[], checkpoint?: Checkpoint) {
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const { problems } = await checkLedger(path, { ...(checkpoint && { checkpoint }) });
  return problems.map(({ message }) => message);
}

/** A forger who chains the lines from `start` on again. */
function rechain(lines: readonly string[], start: number): string[] {
  let prev = lines[start - 1] ?? '';
  return lines.map((line, index) => {
    if (index < start) return line;
    const record = JSON.parse(line) as LedgerRecord;
    prev = JSON.stringify({ ...record, prev: createHash('sha256').update(prev).digest('hex') });
    return prev;
  });
}

const edit = (line: string) => line.replace('"time":"2026', '"time":"2025');

async function prepare(path: string) {
  const lines = await write(path, 100);
  const { checkpoint, problems } = await checkLedger(path);
  if (checkpoint === undefined) throw new Error('no checkpoint');
  expect(problems).toEqual([]);
  return { lines, checkpoint };
}

test('an edited, dropped, inserted or swapped line is found, and its place told', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const { lines } = await prepare(path);
  const line = (number: number) => lines[number - 1] ?? '';
  const changed: readonly [string, readonly string[], string][] = [
    ['edited', lines.with(49, edit(line(50))), "Line 51 doesn't continue line 50"],
    ['damaged', lines.with(49, line(50).slice(3)), 'Line 50 is not a record.'],
    ['dropped', lines.toSpliced(49, 1), 'Line 50 is record 51, but record 50 should follow'],
    ['inserted', lines.toSpliced(49, 0, line(7)), 'Line 50 is record 7, but record 50'],
    ['swapped', lines.with(49, line(51)).with(50, line(50)), 'Line 50 is record 51'],
    ['first dropped', lines.slice(1), "Line 1 is record 2 and doesn't begin a ledger"],
  ];
  for (const [what, forged, message] of changed) {
    const found = await checkLines(path, forged);
    expect([what, found[0]]).toEqual([what, expect.stringContaining(message)]);
  }
});

test('a cut end, an edited last line, and lines chained anew are found with a checkpoint only', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const { lines, checkpoint } = await prepare(path);
  const last = lines.at(-1) ?? '';
  const forgeries: readonly [readonly string[], string][] = [
    [lines.slice(0, 90), 'The ledger has 90 records, but the checkpoint covers 100'],
    [[...lines.slice(0, -1), edit(last)], 'The first 100 records are not those of the checkpoint'],
    [rechain(lines.with(49, edit(lines[49] ?? '')), 50), 'The first 100 records are not those'],
    [rechain(lines.with(0, edit(lines[0] ?? '')), 1), 'The checkpoint is of another ledger'],
  ];
  for (const [forged, message] of forgeries) {
    expect(await checkLines(path, forged)).toEqual([]);
    expect((await checkLines(path, forged, checkpoint))[0]).toContain(message);
  }
});

test('a ledger that has grown since begins with the checkpoint; what came later is unprotected', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const { checkpoint } = await prepare(path);
  const lines = await write(path, 20);
  const text = formatCheckpoint(checkpoint);
  const kept = parseCheckpoint(`${text}\n— signer AAAA\n`, 'it');
  expect(kept).toEqual(checkpoint);
  expect(await checkLines(path, lines, kept)).toEqual([]);
  const forged = rechain(lines.with(109, edit(lines[109] ?? '')), 110);
  expect(await checkLines(path, forged, kept)).toEqual([]);
});

test('any single change of bytes within the lines before the last is found', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  await write(path, 12);
  const whole = readFileSync(path);
  const end = whole.lastIndexOf('\n', whole.length - 2);
  await fc.assert(
    fc.asyncProperty(fc.nat(end), fc.integer({ min: 1, max: 255 }), async (offset, flip) => {
      const forged = Buffer.from(whole);
      forged[offset] = (forged[offset] ?? 0) ^ flip;
      writeFileSync(path, forged);
      const { problems } = await checkLedger(path);
      expect(problems).not.toEqual([]);
    }),
  );
});

const oracle = fileURLToPath(new URL('../../../docs/examples/check-ledger.py', import.meta.url));

test.skipIf(findTool('python3') === undefined)(
  'a program in Python finds the same chain and the same root',
  async () => {
    using directory = temporaryDirectory();
    for (const count of [1, 2, 3, 4, 5, 7, 8, 31, 33, 177]) {
      const path = join(directory.path, `${count}.jsonl`);
      await write(path, count);
      const { checkpoint } = await checkLedger(path);
      const { stdout, stderr } = spawnSync('python3', [oracle, path], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout).toBe(`${checkpoint?.size} ${checkpoint?.root.toString('base64')}\n`);
      const forged = readFileSync(path, 'utf8').replace('"seq":1,', '"seq":2,');
      writeFileSync(path, forged);
      expect(spawnSync('python3', [oracle, path], { encoding: 'utf8' }).status).toBe(1);
    }
  },
);

test('what no append acknowledged is no record', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  const lines = await write(path, 3);
  writeFileSync(path, `${lines.join('\n')}\n{"seq":4`);
  const report = await checkLedger(path);
  expect(report.problems).toEqual([]);
  expect(report.checkpoint?.size).toBe(3);
  writeFileSync(path, '');
  expect(await checkLedger(path)).toEqual({
    checkpoint: undefined,
    problems: [],
    omitted: 0,
    time: undefined,
  });
});

test('problems beyond a hundred are counted, and an endless line is refused', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'ledger.jsonl');
  writeFileSync(path, 'x\n'.repeat(130));
  const { problems, omitted } = await checkLedger(path);
  expect([problems.length, omitted]).toEqual([100, 30]);
  writeFileSync(path, Buffer.alloc(2 ** 24 + 2 ** 17));
  await expect(checkLedger(path)).rejects.toMatchObject({ code: 'INTEGRITY' });
  await expect(checkLedger(join(directory.path, 'none'))).rejects.toMatchObject({
    code: 'READ_FAILED',
  });
});
