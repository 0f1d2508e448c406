/*
 * The service is ended at random moments, while runs are active and between them: some times by default, 50 times by each signal with
 * CREATE_DUMP_ENDS=50. It runs by the real clock: a run is due every minute.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { readHistory, type RunLine, writeMissedRuns } from './read-history.js';
import { startService } from './start-service.js';

const ends = Number(process.env['CREATE_DUMP_ENDS'] ?? 2);

const names = ['one', 'two'];

/** In milliseconds. */
const minute = 60_000;

function createPlace() {
  const place = temporaryDirectory();
  // Large enough that a run takes about a second.
  const files = Object.fromEntries(
    Array.from({ length: 600 }, (_, at) => [
      `code/${'abcdef'.charAt(at % 6)}/${at}.txt`,
      `${at}\n`.repeat(2000),
    ]),
  );
  const runs = names.map(
    (name) =>
      `[run.${name}]\nschedule = "* * * * *"\ntimezone = "UTC"\nroot = "code"\ndest = "dumps-${name}"\njobs = 1\narchive = true\nclean_root = true\nkeep_last = 2\n`,
  );
  writeTree(place.path, {
    ...files,
    'batch.toml': `listen = "127.0.0.1:0"\nstate = "state"\n${runs.join('')}`,
  });
  return place;
}

it.concurrent.each([['SIGTERM'], ['SIGKILL']] as const)(
  `ended ${ends} times by %s at random moments, it has done each run once, and half-published nothing`,
  async (signal) => {
    using place = createPlace();
    const config = join(place.path, 'batch.toml');
    const history = join(place.path, 'state/history.jsonl');
    writeMissedRuns(history, names, 'UTC');
    let active = 0;
    let slowest = 0;
    for (let end = 0; end < ends; end++) {
      const service = startService(config);
      const started = await service.told('service started');
      // Every other time after a run has started, else at any moment. The first end is at once: on any machine a run is active then.
      if (end % 2 === 0) {
        await service.told('run due');
        if (end > 0) await sleep(Math.random() * 700);
      } else await waitForRandomMoment(readHistory(history));
      const { code, milliseconds } = await service.end(signal);
      expect(code).toBe(signal === 'SIGTERM' ? 143 : 'SIGKILL');
      slowest = Math.max(slowest, milliseconds);
      if (readHistory(history).some((one) => wasActive(one, String(started['time'])))) active++;
      for (const name of names) checkPublished(join(place.path, `dumps-${name}`));
    }
    const figures = `${ends} times, ${active} of them in a run; the slowest end took ${Math.round(slowest)} ms`;
    process.stdout.write(`${signal}: ${figures}\n`);
    expect(slowest).toBeLessThan(10_000);
    expect(active).toBeGreaterThan(0);
    await completeRuns(config, history);
    checkHistory(readHistory(history));
    for (const name of names) checkTidy(join(place.path, `dumps-${name}`));
  },
  3 * 60 * minute,
);

/** Within three seconds, and more often than not close to the time at which runs are due. */
async function waitForRandomMoment(runs: readonly RunLine[]): Promise<void> {
  const isIdle = names.every(
    (name) => runs.findLast(({ run }) => run === name)?.outcome === 'done',
  );
  const untilDue = minute - (Date.now() % minute);
  const wait = (runs.length === 0 || isIdle) && Math.random() < 0.8 ? untilDue : 0;
  await sleep(wait + Math.random() * 3000);
}

function wasActive({ started, outcome }: RunLine, since: string): boolean {
  return started >= since && outcome !== 'done';
}

/** Whatever is visible is whole: each dump has its checksum file, and matches it. */
function checkPublished(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory).filter((one) => /_all_code_dump_.*\.md$/u.test(one))) {
    const path = join(directory, name);
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(readFileSync(path.replace(/md$/u, 'sha256'), 'utf8')).toContain(digest);
  }
}

/** Lets what is unfinished end, and in the long form of the test two more runs. */
async function completeRuns(config: string, history: string): Promise<void> {
  const service = startService(config);
  await service.told('service started');
  if (ends >= 50) await sleep(2 * minute - (Date.now() % minute) + 10_000);
  while (
    !readHistory(history)
      .slice(-names.length)
      .every(({ outcome }) => outcome === 'done')
  )
    await sleep(100);
  await service.end('SIGTERM');
  expect(readHistory(history).filter(({ outcome }) => outcome === null)).toEqual([]);
}

/** No time was done twice, and each was done, given up after three interruptions, or has a later one that stands for it. */
function checkHistory(runs: readonly RunLine[]): void {
  for (const name of names) {
    const own = runs.filter(({ run }) => run === name);
    const done = own.filter(({ outcome }) => outcome === 'done').map(({ due }) => due);
    expect(new Set(done).size).toBe(done.length);
    const last = own.at(-1);
    expect(last).toMatchObject({ outcome: 'done', exitCode: 0 });
    for (const one of own) {
      expect(['done', 'stopped', 'interrupted']).toContain(one.outcome);
      const same = own.filter(({ due }) => due === one.due);
      const interruptions = same.filter(({ outcome }) => outcome === 'interrupted').length;
      expect(done.includes(one.due) || interruptions >= 3 || one.due < String(last?.due)).toBe(
        true,
      );
    }
    // While the service ran, no minute was left out: at the end it did or skipped each.
    const [before, after] = own.slice(-2);
    const handled = before?.skipped?.last ?? before?.due ?? '';
    expect(ends < 50 || Date.parse(after?.due ?? '') - Date.parse(handled) === minute).toBe(true);
  }
}

/** Nothing is left of runs that were ended. */
function checkTidy(directory: string): void {
  const entries = readdirSync(directory, { recursive: true }).map(String);
  expect(entries.filter((name) => name.includes('.create-dump'))).toEqual([]);
  const dumps = entries.filter((name) => /_all_code_dump_.*\.md$/u.test(name));
  const checksums = entries.filter((name) => name.endsWith('.sha256'));
  expect(checksums.map((name) => name.replace(/sha256$/u, 'md')).sort()).toEqual(dumps.sort());
}
