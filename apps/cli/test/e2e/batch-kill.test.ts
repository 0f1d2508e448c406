import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDumpName } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { digest } from './archive-snapshots.js';
import { brokenDumps, dumpNames, strayNames, writeMonorepo } from './batch-monorepo.js';
import { runBin } from './run-bin.js';

const kills = Number(process.env['BATCH_KILLS'] ?? 8);
const packages = 12;

it(`killed at ${kills} random moments: no dump is half published, older ones are whole, the next run tidies up (BATCH_KILLS=100 for more)`, async () => {
  using directory = temporaryDirectory();
  const cwd = directory.path;
  writeMonorepo(join(cwd, 'mono'), packages, 2_000);
  const pristine = join(cwd, 'pristine');
  const runAt = (seconds: number, dest: string, ...args: readonly string[]) => {
    const env = { SOURCE_DATE_EPOCH: String(1_767_225_600 + seconds) };
    return (onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {}) =>
      runBin(['batch', 'mono', '--dest', dest, ...args], { cwd, env, onStart });
  };
  const startedAt = Date.now();
  expect((await runAt(0, 'pristine')()).code).toBe(0);
  const duration = Date.now() - startedAt;
  const older = dumpNames(pristine).map((name) => [
    name,
    digest(readFileSync(join(pristine, name))),
  ]);

  for (let number = 0; number < kills; number++) {
    const atomic = number % 2 === 0 ? ['--atomic'] : [];
    const dest = `run${number}`;
    const path = join(cwd, dest);
    cpSync(pristine, path, { recursive: true });
    // The program needs its time to start; most of what matters is in the second half.
    const moment = duration * (0.2 + 0.8 * Math.random());
    const killed = await runAt(1, dest, ...atomic)((kill) => setTimeout(kill, moment, 'SIGKILL'));
    const isLeft = strayNames(path).some((name) => name.startsWith('.create-dump-batch-'));
    expect({ moment, broken: await brokenDumps(path) }).toEqual({ moment, broken: [] });

    const next = await runAt(2, dest)();
    expect({ moment, code: next.code }).toEqual({ moment, code: 0 });
    expect({ moment, isTold: next.stderr.includes('A killed batch') }).toEqual({
      moment,
      isTold: isLeft,
    });
    expect(strayNames(path)).toEqual([]);
    expect(await brokenDumps(path)).toEqual([]);
    for (const [name = '', sha256] of older) {
      expect(digest(readFileSync(join(path, name)))).toBe(sha256);
    }
    const ofKilled = dumpNames(path).filter((name) =>
      parseDumpName(name)?.stamp.endsWith('000001'),
    );
    const all = packages + 1;
    const isAllowed =
      killed.code === 0
        ? ofKilled.length === all
        : atomic.length === 0 || [0, all].includes(ofKilled.length);
    expect({ moment, found: ofKilled.length, isAllowed }).toMatchObject({ isAllowed: true });
    expect(existsSync(join(path, 'batch_20260101_000002.json'))).toBe(true);
  }
}, 1_200_000);
