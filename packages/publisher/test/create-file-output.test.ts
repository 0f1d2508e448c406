import { spawnSync } from 'node:child_process';
import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createFileOutput } from '../src/index.js';
import { inspectDirectory } from './inspect-directory.js';
import { useProgram } from './run-program.js';
import { destination, writeDump } from './write-dump.js';

const start = useProgram();

test.each([
  ['dump.md', 'dump.sha256'],
  ['dump.md.gz', 'dump.sha256'],
  ['no extension', 'no extension.sha256'],
  ['a.sha256', 'a.sha256.sha256'],
])('%s gets exactly its name, and the checksum %s', async (name, checksum) => {
  using directory = temporaryDirectory();
  const path = join(directory.path, name);
  const published = await writeDump(createFileOutput({ ...destination, path }), 'text');
  expect(published).toMatchObject({ path, checksumPath: join(directory.path, checksum) });
  expect(readdirSync(directory.path).sort()).toEqual([name, checksum].sort());
  expect(readFileSync(path, 'utf8')).toBe('text');
});

test.each(['dump.md', 'dump.sha256'])(
  '%s that exists is an error before any work',
  async (name) => {
    using directory = temporaryDirectory();
    const existing = join(directory.path, name);
    writeFileSync(existing, 'old');
    const open = createFileOutput({ ...destination, path: join(directory.path, 'dump.md') });
    await expect(open()).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: `${existing} exists, and nothing is overwritten. Remove it or choose another name.`,
    });
    expect(readdirSync(directory.path)).toEqual([name]);
    expect(readFileSync(existing, 'utf8')).toBe('old');
  },
);

test.each(['dump.md', 'dump.sha256'])(
  '%s that appears during the work is not overwritten',
  async (name) => {
    using directory = temporaryDirectory();
    const open = createFileOutput({ ...destination, path: join(directory.path, 'dump.md') });
    await using output = await open();
    symlinkSync('nothing', join(directory.path, name));
    await output.write(Buffer.from('text'));
    await expect(output.publish('0'.repeat(64))).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(readdirSync(directory.path)).toEqual([name]);
  },
);

test('of many runs with one name, one gets it and the others leave nothing', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'dump.md');
  const runs = Array.from({ length: 4 }, () => start({ kind: 'file', path, pause: 20 }).result);
  const outcomes = (await Promise.all(runs)).map(({ lines }) => lines[0]?.code ?? 'published');
  expect(outcomes.sort()).toEqual([
    'ALREADY_EXISTS',
    'ALREADY_EXISTS',
    'ALREADY_EXISTS',
    'published',
  ]);
  expect(inspectDirectory(directory.path)).toEqual({
    dumps: ['dump.md'],
    temporaries: [],
    orphans: [],
    faults: [],
  });
});

test('a missing directory is an error, unless it may be created', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a/b/dump.md');
  await expect(createFileOutput({ ...destination, path })()).rejects.toMatchObject({
    code: 'DESTINATION_INVALID',
    message: `The destination ${directory.path}/a/b does not exist. Create it or choose another.`,
  });
  await writeDump(createFileOutput({ ...destination, path, createDirectory: true }), 'text');
  expect(readFileSync(path, 'utf8')).toBe('text');
});

test('a checksum that a dead run placed without its dump does not hold the name', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'dump.md');
  const dead = destination.runId.replace(/^\d+/, String(spawnSync('true').pid));
  const temporary = join(directory.path, `.create-dump-${dead}-0-checksum.tmp`);
  writeFileSync(temporary, formatChecksumLine('0'.repeat(64), 'dump.md'));
  linkSync(temporary, join(directory.path, 'dump.sha256'));
  await writeDump(createFileOutput({ ...destination, path }), 'text');
  expect(readdirSync(directory.path).sort()).toEqual(['dump.md', 'dump.sha256']);
});
