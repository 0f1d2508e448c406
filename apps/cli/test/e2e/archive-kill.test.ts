import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { digest, dumpName, dumpOf, wholeDumps, writePair } from './archive-snapshots.js';
import { runBin } from './run-bin.js';

const kills = Number(process.env['ARCHIVE_KILLS'] ?? 8);
const args = ['archive', '--clean-root', '--keep-last', '12', '--keep-weekly', '2'];

/** The names in a directory and its archives, but for records and quarantines. */
function names(path: string): string[] {
  const isRecord = (name: string) => name === 'quarantine' || name.endsWith('.jsonl');
  const archives = readdirSync(join(path, 'archives')).filter((name) => !isRecord(name));
  return [...readdirSync(path), ...archives].sort();
}

it(`killed at ${kills} random moments, no snapshot is lost, and the next run tidies up (ARCHIVE_KILLS=200 for more)`, async () => {
  using directory = temporaryDirectory();
  const pristine = join(directory.path, 'pristine');
  mkdirSync(pristine);
  const digests = new Map<string, string>();
  for (let number = 0; number < 50; number++) {
    const day = String(1 + Math.floor(number / 2)).padStart(2, '0');
    const dump = await dumpOf(`${number}\n`.repeat(20_000));
    const name = dumpName(`202601${day}_000000`, number % 2 === 0 ? 'even' : 'odd');
    writePair(pristine, name, dump);
    digests.set(name, digest(dump));
  }
  const whole = join(directory.path, 'whole');
  cpSync(pristine, whole, { recursive: true });
  const startedAt = Date.now();
  expect((await runBin(args, { cwd: whole })).code).toBe(0);
  const duration = Date.now() - startedAt;
  const end = await wholeDumps(whole);
  const endNames = names(whole);
  expect(end.size).toBeLessThan(50);

  for (let number = 0; number < kills; number++) {
    const path = join(directory.path, `run${number}`);
    cpSync(pristine, path, { recursive: true });
    // Kill, and kill the run that tidies up, in the second half of the rounds.
    for (let round = 0; round <= number % 2; round++) {
      const moment = Math.random() * duration;
      await runBin(args, { cwd: path, onStart: (kill) => setTimeout(kill, moment, 'SIGKILL') });
      const found = await wholeDumps(path);
      // Archives are pruned last: before, everything is there; after, what is to stay.
      const lost = [...digests].filter(([, sha256]) => end.has(sha256) && !found.has(sha256));
      expect({ moment, lost }).toEqual({ moment, lost: [] });
    }
    const next = await runBin(args, { cwd: path });
    expect({ code: next.code, stderr: next.stderr }).toEqual({ code: 0, stderr: '' });
    expect(names(path)).toEqual(endNames);
    expect(await wholeDumps(path)).toEqual(end);
  }
}, 1_200_000);
