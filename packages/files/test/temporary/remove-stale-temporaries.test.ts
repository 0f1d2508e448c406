import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { formatChecksumLine } from '@create-dump/core';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createRunId, removeStaleTemporaries } from '../../src/index.js';
import { parseRunId, type RunOwner } from '../../src/runs/run-id.js';
import { formatTemporaryName } from '../../src/temporary/temporary-name.js';

const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const self = parseRunId(runId) as RunOwner;
const hasProc = self.boot !== undefined;
const unknownBoot = '00000000';
const day = 86_400_000;

/** A pid that no process has. */
const deadPid = spawnSync('true').pid;

interface Owner {
  readonly pid?: number;
  readonly startTicks?: string;
  readonly host?: string;
  readonly boot?: string;
}

function nameOf(owner: Owner, kind: 'dump' | 'checksum' | 'signature' = 'dump'): string {
  const { pid, startTicks, host, boot = unknownBoot } = { ...self, ...owner };
  const id = [pid, startTicks, host, boot, Date.now().toString(36)].join('-');
  return formatTemporaryName({ runId: id, number: 0, kind });
}

interface Scene {
  readonly owner: Owner;
  /** Milliseconds. */
  readonly age?: number;
  readonly runId?: string;
}

async function isRemoved({ owner, age = 0, ...options }: Scene): Promise<boolean> {
  using directory = temporaryDirectory();
  const path = join(directory.path, nameOf(owner));
  writeFileSync(path, 'x');
  const lastWrite = (Date.now() - age) / 1000;
  utimesSync(path, lastWrite, lastWrite);
  const removed = await removeStaleTemporaries({ directory: directory.path, runId, ...options });
  const left = readdirSync(directory.path);
  expect(removed).toEqual(left.length === 0 ? [path] : []);
  return left.length === 0;
}

const elsewhere = { host: 'ffffffff', boot: 'ffffffff' };
const beforeBoot = 3650 * day;

describe('a temporary file', () => {
  test.skipIf(!hasProc).each<[string, boolean, Scene]>([
    ['of this process stays', false, { owner: {} }],
    ['of this process stays, however old', false, { owner: {}, age: 9 * day }],
    ['of a process that ended goes', true, { owner: { pid: deadPid } }],
    ['of a process whose pid another one has now goes', true, { owner: { startTicks: '1' } }],
    ['of an earlier boot goes', true, { owner: { boot: 'ffffffff' }, age: beforeBoot }],
    ['of another boot, written since this one, stays', false, { owner: { boot: 'ffffffff' } }],
  ])('%s (needs /proc)', async (_, removed, scene) => {
    expect(await isRemoved(scene)).toBe(removed);
  });

  const blind = [self.pid, '0', self.host, unknownBoot, self.startedAt.toString(36)].join('-');
  const unknown = { startTicks: '0', boot: unknownBoot };
  test.each<[string, boolean, Scene]>([
    ['of another host stays', false, { owner: { ...elsewhere, pid: deadPid } }],
    ['of another host stays for a day', false, { owner: elsewhere, age: 0.9 * day }],
    ['of another host goes after a day', true, { owner: elsewhere, age: 1.1 * day }],
    ['of a living process stays', false, { owner: unknown, runId: blind, age: 9 * day }],
    ['of no process goes', true, { owner: { ...unknown, pid: deadPid }, runId: blind }],
  ])('%s', async (_, removed, scene) => {
    expect(await isRemoved(scene)).toBe(removed);
  });

  test.skipIf(!hasProc)(
    'of a stopped process stays, of a killed one goes (needs /proc)',
    async () => {
      const child = spawn('sleep', ['60']);
      const pid = child.pid ?? 0;
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const owner = { pid, startTicks: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '' };
      child.kill('SIGSTOP');
      expect(await isRemoved({ owner })).toBe(false);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      expect(await isRemoved({ owner })).toBe(true);
    },
  );
});

const dead: Owner = { ...elsewhere };

/** Sets the mtime of everything in a directory to two days ago. */
function age(directory: string): void {
  for (const name of readdirSync(directory)) {
    const past = (Date.now() - 2 * day) / 1000;
    utimesSync(join(directory, name), past, past);
  }
}

test('what only looks like a temporary file stays', async () => {
  using directory = temporaryDirectory();
  const name = nameOf(dead);
  mkdirSync(join(directory.path, name));
  symlinkSync(name, join(directory.path, nameOf(dead, 'checksum')));
  for (const other of [
    `x${name}`,
    `${name}x`,
    nameOf({ ...dead, pid: 1 }).toUpperCase(),
    '.create-dump-1.tmp',
    '.x.tmp',
  ]) {
    writeFileSync(join(directory.path, other), '');
  }
  age(directory.path);
  expect(await removeStaleTemporaries({ directory: directory.path, runId })).toEqual([]);
  expect(readdirSync(directory.path)).toHaveLength(7);
});

const setpriv = findTool('setpriv');
test.skipIf(!setpriv || process.getuid?.() !== 0)(
  'a file of another user stays (needs root and setpriv)',
  async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, nameOf(dead));
    writeFileSync(path, '');
    execFileSync('chown', ['65534', path]);
    age(directory.path);
    expect(await removeStaleTemporaries({ directory: directory.path, runId })).toEqual([]);
  },
);

describe('a checksum that a dead run published', () => {
  function stage(directory: string, dumpName: string): { temporary: string; checksum: string } {
    const temporary = join(directory, nameOf(dead, 'checksum'));
    const checksum = join(directory, 'dump.sha256');
    writeFileSync(temporary, formatChecksumLine('0'.repeat(64), dumpName));
    linkSync(temporary, checksum);
    return { temporary, checksum };
  }

  test('without its dump goes with the temporary file', async () => {
    using directory = temporaryDirectory();
    const { temporary, checksum } = stage(directory.path, 'dump.md');
    age(directory.path);
    const removed = await removeStaleTemporaries({ directory: directory.path, runId });
    expect(removed).toEqual([temporary, checksum]);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('with its dump stays', async () => {
    using directory = temporaryDirectory();
    const { temporary } = stage(directory.path, 'dump.md');
    writeFileSync(join(directory.path, 'dump.md'), '');
    age(directory.path);
    const removed = await removeStaleTemporaries({ directory: directory.path, runId });
    expect(removed).toEqual([temporary]);
    expect(readdirSync(directory.path).sort()).toEqual(['dump.md', 'dump.sha256']);
  });

  test.each(['../dump.md', 'other.md'])('for %s stays', async (dumpName) => {
    using directory = temporaryDirectory();
    const { temporary } = stage(directory.path, dumpName);
    age(directory.path);
    expect(await removeStaleTemporaries({ directory: directory.path, runId })).toEqual([temporary]);
    expect(readdirSync(directory.path)).toEqual(['dump.sha256']);
  });
});

describe('a signature that a dead run published', () => {
  function stage(directory: string): { temporary: string; signature: string } {
    const temporary = join(directory, nameOf(dead, 'signature'));
    const signature = join(directory, 'dump.sha256.sig');
    writeFileSync(temporary, '-----BEGIN SSH SIGNATURE-----\n');
    linkSync(temporary, signature);
    return { temporary, signature };
  }

  test('without its dump goes with the temporary file', async () => {
    using directory = temporaryDirectory();
    const { temporary, signature } = stage(directory.path);
    writeFileSync(join(directory.path, 'other.md'), '');
    writeFileSync(join(directory.path, 'other.sha256.sig'), '');
    age(directory.path);
    const removed = await removeStaleTemporaries({ directory: directory.path, runId });
    expect(removed).toEqual([temporary, signature]);
    expect(readdirSync(directory.path).sort()).toEqual(['other.md', 'other.sha256.sig']);
  });

  test.each(['dump', 'dump.md', 'dump.md.gz', 'dump.json', 'dump.json.gz'])(
    'with its dump %s stays',
    async (dump) => {
      using directory = temporaryDirectory();
      const { temporary } = stage(directory.path);
      writeFileSync(join(directory.path, dump), '');
      age(directory.path);
      const removed = await removeStaleTemporaries({ directory: directory.path, runId });
      expect(removed).toEqual([temporary]);
      expect(readdirSync(directory.path).sort()).toEqual([dump, 'dump.sha256.sig']);
    },
  );
});

test('a directory that cannot be listed, or a run id that is none, is an error', async () => {
  using directory = temporaryDirectory();
  const missing = join(directory.path, 'none');
  await expect(removeStaleTemporaries({ directory: missing, runId })).rejects.toThrow('ENOENT');
  await expect(
    removeStaleTemporaries({ directory: directory.path, runId: 'x' }),
  ).rejects.toMatchObject({ code: 'USAGE' });
});
