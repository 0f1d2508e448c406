import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleProgram, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { openHistory } from '../../src/index.js';
import { parseHistory } from '../../src/history/parse-history.js';

test('killed at any moment, a history has every record that was acknowledged, and no half one', async () => {
  using place = temporaryDirectory();
  const program = await bundleProgram(
    new URL('../programs/append-records.ts', import.meta.url),
    place.path,
  );
  const path = join(place.path, 'history.jsonl');
  let next = 0;
  for (let kill = 0; kill < 20; kill++) {
    const last = await appendUntilKilled(program, path, next, 150 + Math.random() * 150);
    // What precedes a line that was cut off consists of records.
    expect(parseHistory(readFileSync(path, 'utf8')).invalid).toEqual([]);
    const warnings: string[] = [];
    await using history = await openHistory({
      path,
      runId: '1-1-1-1-b',
      keep: 20,
      warn: (one) => warnings.push(one),
    });
    expect(warnings).toEqual([]);
    const runs = history.records().flatMap((one) => ('id' in one ? [one] : []));
    const acknowledged = runs.filter(({ id }) => Number(id) <= last);
    expect(acknowledged.at(-1)?.id).toBe(`${last}`);
    for (const { outcome } of acknowledged) expect(outcome).toBe('done');
    // Records are in order, without a gap.
    const numbers = runs.map(({ id }) => Number(id));
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
    next = (numbers.at(-1) ?? -1) + 1;
    // The last one may be unfinished.
    const unfinished = runs.at(-1);
    if (unfinished?.outcome === null) await history.append({ ...unfinished, outcome: 'done' });
  }
  expect(next).toBeGreaterThan(100);
});

/** Returns the number of the last record that was acknowledged. */
async function appendUntilKilled(program: string, path: string, first: number, after: number) {
  const writer = spawn(process.execPath, [program, path, `${first}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(writer.stdout, 'data');
  const ended = once(writer, 'close');
  await sleep(after);
  writer.kill('SIGKILL');
  await ended;
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
}
