import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checksumName, decodePath, toFsPath } from '@create-dump/core';
import { findTool, readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { planQuarantine, quarantine } from '../src/index.js';
import { digest, discover, dumpName, never, writeSnapshot } from './snapshot-files.js';

const now = new Date('2026-11-22T12:00:00Z');
const lone = dumpName('20260101');
const second = dumpName('20260102');
const orphan = checksumName(dumpName('20260103'));
const names = [lone, second, orphan].sort();
const whole = dumpName('20260104');
const damaged = dumpName('20260105');

/** Writes a snapshot, two lone dumps, a lone checksum, and a damaged pair, which is no orphan. */
function fill(path: string): void {
  writeSnapshot(path, whole);
  writeSnapshot(path, damaged);
  writeFileSync(join(path, damaged), 'tampered');
  writeFileSync(join(path, lone), 'lone');
  writeFileSync(join(path, second), 'second');
  writeFileSync(join(path, orphan), 'orphan');
}

async function run(path: string, directory = join(path, 'archives/quarantine'), signal = never) {
  const plan = planQuarantine(await discover(path));
  return quarantine(plan, { directory, now, signal });
}

function lines(path: string): Record<string, unknown>[] {
  const manifest = readFileSync(join(path, 'archives/quarantine/manifest.jsonl'), 'utf8');
  return manifest
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const inQuarantine = (path: string) =>
  readdirSync(join(path, 'archives/quarantine')).filter((name) => name !== 'manifest.jsonl');

test('the plan names each file and why', async () => {
  using directory = temporaryDirectory();
  fill(directory.path);
  const { moves } = planQuarantine(await discover(directory.path));
  expect(moves.map(({ file, kind }) => [file.path.slice(directory.path.length + 1), kind])).toEqual(
    [
      [lone, 'orphan-dump'],
      [second, 'orphan-dump'],
      [orphan, 'orphan-checksum'],
    ],
  );
});

test('files move with a record of where they were, and snapshots stay', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  fill(path);
  const { moved, left, failure } = await run(path);
  expect(failure).toBeUndefined();
  expect(left).toEqual([]);
  expect(readdirSync(path).sort()).toEqual(
    ['archives', ...[whole, damaged].flatMap((name) => [name, checksumName(name)])].sort(),
  );
  expect(inQuarantine(path).sort()).toEqual(names);
  expect(lines(path)[0]).toEqual({
    time: now.toISOString(),
    from: join(path, lone),
    to: join(path, 'archives/quarantine', lone),
    kind: 'orphan-dump',
    size: 4,
    message: `Its checksum file ${checksumName(lone)} is missing.`,
  });
  expect(moved.map(({ to }) => to)).toEqual(lines(path).map(({ to }) => to));
  expect(readFileSync(join(path, damaged), 'utf8')).toBe('tampered');
  expect(await run(path)).toEqual({ moved: [], left: [], failure: undefined });
});

test('without anything to move nothing is made', async () => {
  using directory = temporaryDirectory();
  writeSnapshot(directory.path, lone);
  const before = readTree(directory.path);
  await run(directory.path);
  expect(readTree(directory.path)).toEqual(before);
  expect(readdirSync(directory.path)).not.toContain('archives');
});

test('what is there is never overwritten, whatever it is', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const target = join(path, 'archives/quarantine');
  mkdirSync(join(target, `${lone}.1`), { recursive: true });
  writeFileSync(join(target, lone), 'first');
  symlinkSync('nowhere', join(target, `${lone}.2`));
  writeFileSync(join(path, lone), 'second');
  const { moved } = await run(path);
  expect(moved.map(({ to }) => to)).toEqual([join(target, `${lone}.3`)]);
  expect(readFileSync(join(target, lone), 'utf8')).toBe('first');
  expect(readFileSync(join(target, `${lone}.3`), 'utf8')).toBe('second');
  expect(lines(path)).toMatchObject([{ to: join(target, `${lone}.3`) }]);
});

test.each(['.', 'link/below/..'])('nothing moves to where it is: %s', async (target) => {
  using directory = temporaryDirectory();
  const { path } = directory;
  mkdirSync(join(path, 'below'));
  symlinkSync('.', join(path, 'link'));
  writeFileSync(join(path, lone), 'x');
  const { moved, failure } = await run(path, `${path}/${target}`);
  expect(moved).toEqual([]);
  expect(failure).toMatchObject({
    code: 'REFUSED',
    message: expect.stringMatching(/is already in /),
  });
  expect(readFileSync(join(path, lone), 'utf8')).toBe('x');
});

test('a run that was killed before it took the old name away is finished', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const target = join(path, 'archives/quarantine');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(path, lone), 'x');
  linkSync(join(path, lone), join(target, lone));
  const { moved } = await run(path);
  expect(moved.map(({ to }) => to)).toEqual([join(target, lone)]);
  expect(inQuarantine(path)).toEqual([lone]);
  expect(readdirSync(path)).toEqual(['archives']);
});

test('an orphan that found its other half in the meantime stays', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  writeFileSync(join(path, lone), 'x');
  writeFileSync(join(path, orphan), 'x');
  const plan = planQuarantine(await discover(path));
  writeFileSync(join(path, checksumName(lone)), 'x');
  writeFileSync(join(path, orphan.replace('sha256', 'json.gz')), 'x');
  const { moved, left, failure } = await quarantine(plan, {
    directory: join(path, 'q'),
    now,
    signal: never,
  });
  expect({ moved, failure }).toEqual({ moved: [], failure: undefined });
  expect(left).toEqual(plan.moves);
});

describe('a file that is not what was planned stops it', () => {
  test.each<[string, (path: string) => void, string]>([
    ['gone', unlinkSync, 'has vanished'],
    ['changed', (path) => writeFileSync(path, 'x', { flag: 'a' }), 'was replaced or modified'],
    [
      'a link now',
      (path) => {
        renameSync(path, `${path}.o`);
        symlinkSync(`${path}.o`, path);
      },
      'has become a symbolic link',
    ],
    [
      'a directory now',
      (path) => {
        unlinkSync(path);
        mkdirSync(path);
      },
      'has become a directory',
    ],
  ])('%s', async (_, change, message) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    fill(path);
    const plan = planQuarantine(await discover(path));
    change(join(path, second));
    const before = readTree(path);
    const { moved, failure } = await quarantine(plan, {
      directory: join(path, 'q'),
      now,
      signal: never,
    });
    expect(moved.map(({ move }) => move.file.path)).toEqual([join(path, lone)]);
    expect(failure).toMatchObject({ code: 'REFUSED', message: expect.stringContaining(message) });
    const after = readTree(path);
    before.delete(lone);
    expect([...before].filter(([name, content]) => after.get(name) !== content)).toEqual([]);
  });
});

describe('the quarantine must be a directory', () => {
  test.each<[string, (path: string) => void, string]>([
    ['a link', (path) => symlinkSync('..', path), 'DESTINATION_INVALID'],
    ['a file', (path) => writeFileSync(path, ''), 'WRITE_FAILED'],
  ])('not %s', async (_, make, code) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    fill(path);
    make(join(path, 'q'));
    const before = readTree(path);
    const { moved, failure } = await run(path, join(path, 'q'));
    expect(moved).toEqual([]);
    expect(failure).toMatchObject({ code });
    expect(readTree(path)).toEqual(before);
  });
});

test('another file system is told of', async (context) => {
  using directory = temporaryDirectory();
  const other = '/dev/shm';
  if (!hasOtherDevice(directory.path, other))
    return context.skip('/dev/shm is no other file system');
  fill(directory.path);
  const target = join(other, `retention-test-${process.pid}`);
  const { moved, failure } = await run(directory.path, target);
  execFileSync('rm', ['-r', target]);
  expect(moved).toEqual([]);
  expect(failure?.message).toMatch(/\(EXDEV\).*must be on one file system/);
});

function hasOtherDevice(path: string, other: string): boolean {
  try {
    const device = (path: string) => execFileSync('stat', ['-c', '%d', path]).toString();
    return device(path) !== device(other);
  } catch {
    return false;
  }
}

test('names that are not UTF-8 move, and the record holds them', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const name = decodePath(Buffer.from(`\xFE${lone}`, 'latin1'));
  writeFileSync(toFsPath(join(path, name)), 'x');
  const { moved } = await run(path);
  expect(moved.map(({ to }) => to)).toEqual([join(path, 'archives/quarantine', name)]);
  expect(lines(path)[0]).toMatchObject({ from: join(path, name) });
});

test('it stops between files when it is told to', async () => {
  using directory = temporaryDirectory();
  fill(directory.path);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(run(directory.path).then(() => run(directory.path))).resolves.toBeDefined();
  fill(directory.path);
  const plan = planQuarantine(await discover(directory.path));
  await expect(
    quarantine(plan, { directory: join(directory.path, 'q'), now, signal }),
  ).rejects.toThrow('enough');
});

const chattr = process.getuid?.() === 0 ? findTool('chattr') : undefined;
test.skipIf(chattr === undefined)(
  'a file that the system protects stops it, and leaves no placeholder (needs root and chattr)',
  async (context) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeFileSync(join(path, lone), 'x');
    try {
      execFileSync(chattr ?? '', ['+i', join(path, lone)], { stdio: 'ignore' });
    } catch {
      return context.skip('the file system has no such attribute');
    }
    try {
      const { moved, failure } = await run(path);
      expect(moved).toEqual([]);
      expect(failure).toMatchObject({ code: 'WRITE_FAILED', cause: { code: 'EPERM' } });
      expect(failure?.message).toContain(`while moving ${join(path, lone)} into `);
      expect(inQuarantine(path)).toEqual([]);
    } finally {
      execFileSync(chattr ?? '', ['-i', join(path, lone)]);
    }
  },
);

test('digests of what moved are the same', async () => {
  using directory = temporaryDirectory();
  fill(directory.path);
  const digests = (root: string, list: readonly string[]) =>
    list.map((name) => digest(readFileSync(join(root, name))));
  const before = digests(directory.path, names);
  await run(directory.path);
  expect(digests(join(directory.path, 'archives/quarantine'), names)).toEqual(before);
});
