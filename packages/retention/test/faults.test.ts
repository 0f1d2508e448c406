import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumName } from '@create-dump/core';
import { bundleProgram, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TidyOptions, TidyResult } from './programs/tidy.js';
import { tidyDirectory } from './tidy-directory.js';
import { dumpName, prove, writeSnapshot } from './snapshot-files.js';

const thorough = process.env['RETENTION_FAULTS'] === 'all';
/** Inject a fault at every nth system call. */
const step = thorough ? 1 : 11;
const errors = thorough ? (['EIO', 'ENOSPC'] as const) : (['EIO'] as const);
const timeout = 600_000;

let place: ReturnType<typeof temporaryDirectory> | undefined;
let program = '';
beforeAll(async () => {
  place = temporaryDirectory();
  program = await bundleProgram(new URL('programs/tidy.ts', import.meta.url), place.path);
});
afterAll(() => place?.[Symbol.dispose]());

async function tidy(options: TidyOptions): Promise<TidyResult | undefined> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [exitCode] = await new Promise<unknown[]>((resolve, reject) => {
    child.on('error', reject).on('close', (...how) => resolve(how));
  });
  return exitCode === 0 ? (JSON.parse(output) as TidyResult) : undefined;
}

const snapshots = ['20260101', '20260102', '20260103', '20260104'].map((day) => dumpName(day));
const victims = snapshots.slice(0, 2);
const kept = snapshots.slice(2);
const lone = dumpName('20250101');
const damaged = dumpName('20250102');
const alone = checksumName(dumpName('20250103'));
/** Distinct contents that must not be lost. */
const orphans = { [lone]: 'lone', [alone]: 'alone' };
const treasures = { ...orphans, [damaged]: 'damaged' };

function fill(path: string): void {
  for (const name of [...snapshots, damaged]) writeSnapshot(path, name);
  for (const [name, content] of Object.entries(treasures)) writeFileSync(join(path, name), content);
}

const pair = (path: string, name: string) => ({
  dump: join(path, name),
  checksum: join(path, checksumName(name)),
});

/** Violations of the promises that hold at every moment. */
async function faultsOf(path: string): Promise<string[]> {
  const faults: string[] = [];
  for (const name of kept) {
    if ((await prove(pair(path, name)).catch(String)) !== 'proven')
      faults.push(`${name} isn't whole`);
  }
  const quarantine = contents(join(path, 'archives/quarantine'));
  for (const [name, content] of Object.entries(treasures)) {
    const path_ = join(path, name);
    const there = existsSync(path_) && readFileSync(path_, 'utf8') === content;
    if (!there && !quarantine.includes(content)) faults.push(`${name} is lost`);
  }
  const journal = join(path, 'archives/tombstones.jsonl');
  const records = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
  for (const name of victims) {
    const { dump, checksum } = pair(path, name);
    if (existsSync(dump) && !existsSync(checksum)) faults.push(`${name} lost its checksum`);
    if (existsSync(dump) && (await prove(pair(path, name))) !== 'proven')
      faults.push(`${name} is torn`);
    if (!existsSync(dump) && !records.includes(`"removing":${JSON.stringify(dump)}`)) {
      faults.push(`${name} went without a record`);
    }
  }
  return faults;
}

function contents(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name !== 'manifest.jsonl')
    .map((name) => readFileSync(join(directory, name), 'utf8'));
}

/** The state after one more run. */
async function afterwards(path: string) {
  const failures = await tidyDirectory(path);
  const quarantine = join(path, 'archives/quarantine');
  return {
    failures,
    faults: await faultsOf(path),
    left: readdirSync(path).sort(),
    // Ignores placeholders, which are empty.
    treasures: contents(quarantine)
      .filter((content) => content !== '')
      .sort(),
  };
}

const clean = {
  failures: [],
  faults: [],
  left: ['archives', ...[...kept, damaged].flatMap((name) => [name, checksumName(name)])].sort(),
  treasures: Object.values(orphans).sort(),
};

// RETENTION_FAULTS=all tests every call and more errors.
describe.each([false, true])('without hard links: %s', (noLinks) => {
  let calls: readonly string[] = [];
  const points = () => [...calls.keys()].filter((at) => at % step === 0).map((at) => at + 1);
  beforeAll(async () => {
    using directory = temporaryDirectory();
    fill(directory.path);
    calls = (await tidy({ directory: directory.path, noLinks }))?.calls ?? [];
  }, timeout);

  test('every call is seen', () => {
    const count = (name: string) => calls.filter((call) => call === name).length;
    // Two files are moved; two snapshots of two files each are removed.
    expect({ link: count('link'), rename: count('rename'), unlink: count('unlink') }).toEqual(
      noLinks ? { link: 2, rename: 2, unlink: 4 } : { link: 2, rename: 0, unlink: 6 },
    );
    expect(count('appendFile')).toBe(4);
  });

  test('killed at any call, nothing is lost, and the next run finishes', { timeout }, async () => {
    for (const at of points()) {
      using directory = temporaryDirectory();
      fill(directory.path);
      const result = await tidy({ directory: directory.path, at, action: 'kill', noLinks });
      const where = `call ${at}, ${calls[at - 1]}`;
      expect({ where, result, faults: await faultsOf(directory.path) }).toEqual({
        where,
        faults: [],
      });
      expect({ where, ...(await afterwards(directory.path)) }).toEqual({ where, ...clean });
    }
  });

  test.each(errors)('%s at any call stops it with a message', { timeout }, async (action) => {
    for (const at of points()) {
      using directory = temporaryDirectory();
      fill(directory.path);
      const result = await tidy({ directory: directory.path, at, action, noLinks });
      const where = `call ${at}, ${calls[at - 1]}`;
      expect({ where, faults: await faultsOf(directory.path), told: result?.failures }).toEqual({
        where,
        faults: [],
        told: [expect.stringMatching(new RegExp(`^WRITE_FAILED .*\\(${action}\\) while `))],
      });
      expect({ where, ...(await afterwards(directory.path)) }).toEqual({ where, ...clean });
    }
  });
});

test('a failure names the file that is left, the checksum file, and the next run removes it', async () => {
  using directory = temporaryDirectory();
  fill(directory.path);
  using other = temporaryDirectory();
  fill(other.path);
  const { calls = [] } = (await tidy({ directory: other.path })) ?? {};
  const at = calls.lastIndexOf('unlink') + 1;
  const result = await tidy({ directory: directory.path, at, action: 'EIO' });
  const [, victim = ''] = victims;
  const { dump, checksum } = pair(directory.path, victim);
  expect([existsSync(dump), existsSync(checksum)]).toEqual([false, true]);
  expect(result?.failures).toEqual([expect.stringContaining(`while removing ${checksum}`)]);
  expect(await afterwards(directory.path)).toEqual(clean);
});

test('the journals are for their owner only', async () => {
  using directory = temporaryDirectory();
  fill(directory.path);
  await tidy({ directory: directory.path });
  for (const name of ['tombstones.jsonl', 'quarantine/manifest.jsonl']) {
    expect(statSync(join(directory.path, 'archives', name)).mode & 0o777).toBe(0o600);
  }
});
