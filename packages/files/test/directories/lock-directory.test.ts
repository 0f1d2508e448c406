import { lstatSync, lutimesSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { createRunId } from '../../src/runs/run-id.js';
import { lockDirectory } from '../../src/directories/lock-directory.js';

const own = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });

it('lets one in at a time, also by another path', async () => {
  using directory = temporaryDirectory();
  using elsewhere = temporaryDirectory();
  const alias = join(elsewhere.path, 'alias');
  symlinkSync(directory.path, alias);
  const lock = await lockDirectory(directory.path, own);
  expect(readlinkSync(join(directory.path, '.create-dump.lock'))).toBe(own);
  const refused = expect.objectContaining({ code: 'LOCKED' }) as Error;
  await expect(lockDirectory(directory.path, own)).rejects.toThrow(refused);
  await expect(lockDirectory(alias, own)).rejects.toThrow(refused);
  await lock[Symbol.asyncDispose]();
  expect(readdirSync(directory.path)).toEqual([]);
  await (await lockDirectory(alias, own))[Symbol.asyncDispose]();
});

it('is not stopped by what a dead run left, but by a live one elsewhere, or what it does not know', async () => {
  using directory = temporaryDirectory();
  const link = join(directory.path, '.create-dump.lock');
  // A process of this host and boot that doesn't exist any more.
  const [, ...rest] = own.split('-');
  symlinkSync(['4194304', ...rest].join('-'), link);
  await (await lockDirectory(directory.path, own))[Symbol.asyncDispose]();
  expect(readdirSync(directory.path)).toEqual([]);
  const elsewhere = createRunId({ pid: 1, hostname: 'elsewhere', now: new Date() });
  const parent = createRunId({ pid: process.ppid, hostname: hostname(), now: new Date() });
  for (const owner of [elsewhere, parent, 'a note']) {
    using other = temporaryDirectory();
    symlinkSync(owner, join(other.path, '.create-dump.lock'));
    await expect(lockDirectory(other.path, own)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCKED' }) as Error,
    );
    expect(readdirSync(other.path)).toEqual(['.create-dump.lock']);
  }
});

it.skipIf(process.platform !== 'linux')(
  'is not stopped by a link that this run could not remove (needs abstract sockets)',
  async () => {
    using directory = temporaryDirectory();
    symlinkSync(own, join(directory.path, '.create-dump.lock'));
    await (await lockDirectory(directory.path, own))[Symbol.asyncDispose]();
    expect(readdirSync(directory.path)).toEqual([]);
  },
);

it('names a missing directory', async () => {
  await expect(lockDirectory('/nonexistent/x', own)).rejects.toThrow(
    expect.objectContaining({
      code: 'READ_FAILED',
      message: 'No such file or directory (ENOENT) while opening the directory /nonexistent/x.',
    }) as Error,
  );
});

it('names the holder, and waits for it to end', async () => {
  using directory = temporaryDirectory();
  const lock = await lockDirectory(directory.path, own, { hostname: 'build-7' });
  const message = `Another run is working in ${directory.path}: process ${process.pid} on build-7, since `;
  await expect(lockDirectory(directory.path, own)).rejects.toThrow(message);
  await expect(lockDirectory(directory.path, own, { wait: 50 })).rejects.toThrow(message);
  const stop = new AbortController();
  const onWait = (text: string) => stop.abort(new Error(`told: ${text}`));
  await expect(
    lockDirectory(directory.path, own, { wait: Infinity, signal: stop.signal, onWait }),
  ).rejects.toThrow(`told: ${message}`);
  const release = () => void lock[Symbol.asyncDispose]();
  const waiting = lockDirectory(directory.path, own, { wait: Infinity, onWait: release });
  await (await waiting)[Symbol.asyncDispose]();
  expect(readdirSync(directory.path)).toEqual([]);
});

it('keeps locks with different names apart', async () => {
  using directory = temporaryDirectory();
  await using _lock = await lockDirectory(directory.path, own);
  const name = '.other.lock';
  const other = await lockDirectory(directory.path, own, { name });
  expect(readdirSync(directory.path).toSorted()).toEqual(['.create-dump.lock', name]);
  await expect(lockDirectory(directory.path, own, { name })).rejects.toThrow(
    `remove ${name} there`,
  );
  await other[Symbol.asyncDispose]();
  expect(readdirSync(directory.path)).toEqual(['.create-dump.lock']);
});

/** The link of a run on another host, whose last sign of life was `minutes` ago. */
function leaveLock(directory: string, hours: number, minutes: number, mark: string): string {
  const link = join(directory, '.create-dump.lock');
  const startedAt = new Date(Date.now() - hours * 3_600_000);
  const elsewhere = createRunId({ pid: 1, hostname: 'elsewhere', now: startedAt });
  symlinkSync(`${elsewhere}@build-7${mark}`, link);
  const lastSign = new Date(Date.now() - minutes * 60_000);
  lutimesSync(link, lastSign, lastSign);
  return link;
}

const options = { hostname: 'here', beat: 20 };

it.each([
  ['an hour ago, which gave signs until a quarter of an hour ago: over', 1, 15, '+beats', 'here'],
  ['an hour ago, which gave a sign just now: alive', 1, 1, '+beats', 'build-7'],
  ['two days ago, which gave a sign just now: alive', 48, 1, '+beats', 'build-7'],
  ['two days ago, by an earlier version: over', 48, 1, '', 'here'],
  ['an hour ago, by an earlier version: alive', 1, 15, '', 'build-7'],
])('judges a lock taken elsewhere %s', async (_, hours, minutes, mark, winner) => {
  using directory = temporaryDirectory();
  leaveLock(directory.path, hours, minutes, mark);
  const lock = await lockDirectory(directory.path, own, options).catch((error: Error) => error);
  if (!(lock instanceof Error)) await lock[Symbol.asyncDispose]();
  const got =
    lock instanceof Error ? /process 1 on ([^+]*), since/.exec(lock.message)?.[1] : 'here';
  expect(got).toBe(winner);
  expect(readdirSync(directory.path)).toEqual(winner === 'here' ? [] : ['.create-dump.lock']);
});

it('does not take a lock away from a holder whose clock is wrong', async () => {
  using directory = temporaryDirectory();
  const link = leaveLock(directory.path, 1, 60, '+beats');
  const slow = setInterval(() => {
    const now = new Date(Date.now() - 3_600_000);
    lutimesSync(link, now, now);
  }, 10);
  try {
    await expect(lockDirectory(directory.path, own, options)).rejects.toThrow('on build-7');
  } finally {
    clearInterval(slow);
  }
});

it('gives signs of life until it is released', async () => {
  using directory = temporaryDirectory();
  const link = join(directory.path, '.create-dump.lock');
  const lock = await lockDirectory(directory.path, own, options);
  const times = new Set<number>();
  for (let checks = 0; checks < 100 && times.size < 3; checks++) {
    times.add(lstatSync(link).mtimeMs);
    await sleep(20);
  }
  expect(times.size).toBe(3);
  expect(readlinkSync(link)).toBe(`${own}@here+beats`);
  await lock[Symbol.asyncDispose]();
  symlinkSync('a note', link);
  const { mtimeMs } = lstatSync(link);
  await sleep(100);
  expect(lstatSync(link).mtimeMs).toBe(mtimeMs);
});
