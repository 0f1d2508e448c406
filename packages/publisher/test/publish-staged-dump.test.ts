import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { dumpCandidates } from '../src/dump-candidates.js';
import { publishStagedDump, withdrawStagedDump } from '../src/index.js';

const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const warn = (message: string) => {
  throw new Error(message);
};

function stage(directory: string, content: string) {
  const staging = join(directory, 'staging');
  mkdirSync(staging, { recursive: true });
  const staged = join(staging, content);
  writeFileSync(staged, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { staged, sha256, prefix: 'p', stamp: '20260101_000000', extension: 'md' };
}

test('a staged dump gets the first free name with a checksum of that name; twice is once', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn };
  const first = stage(directory.path, 'one');
  const second = stage(directory.path, 'two');
  const name = 'p_all_code_dump_20260101_000000';
  for (let times = 0; times < 2; times++) {
    const { path } = await publishStagedDump(first, options);
    expect(path).toBe(join(directory.path, `${name}.md`));
    expect((await publishStagedDump(second, options)).path).toBe(
      join(directory.path, `${name}-1.md`),
    );
  }
  expect(readdirSync(directory.path).sort()).toEqual(
    [`${name}.md`, `${name}.sha256`, `${name}-1.md`, `${name}-1.sha256`, 'staging'].sort(),
  );
  expect(readFileSync(join(directory.path, `${name}-1.md`), 'utf8')).toBe('two');
  expect(readFileSync(join(directory.path, `${name}-1.sha256`), 'utf8')).toBe(
    `${second.sha256}  ${name}-1.md\n`,
  );
  expect(readdirSync(join(directory.path, 'staging'))).toEqual(['one', 'two']);
});

test('what was published is taken back, and nothing else', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn };
  const other = stage(directory.path, 'other');
  const dump = stage(directory.path, 'mine');
  await publishStagedDump(other, options);
  const before = readdirSync(directory.path);
  await publishStagedDump(dump, options);
  await withdrawStagedDump(dump, options);
  await withdrawStagedDump(dump, options);
  expect(readdirSync(directory.path)).toEqual(before);
});

test('a staged dump that is gone, and a prefix that is a path, are errors', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn };
  const dump = stage(directory.path, 'x');
  await expect(publishStagedDump({ ...dump, staged: '/nonexistent' }, options)).rejects.toThrow(
    expect.objectContaining({ code: 'WRITE_FAILED' }) as Error,
  );
  await expect(publishStagedDump({ ...dump, prefix: '../x' }, options)).rejects.toThrow(
    expect.objectContaining({ code: 'USAGE' }) as Error,
  );
});

// Reading a FIFO without a writer would wait forever.
test('a checksum file that became a FIFO stays when its dump is withdrawn', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn };
  const dump = stage(directory.path, 'x');
  const { checksumPath } = await publishStagedDump(dump, options);
  const path = checksumPath ?? '';
  rmSync(path);
  execFileSync('mkfifo', [path]);
  await withdrawStagedDump(dump, options);
  expect(readdirSync(directory.path)).toEqual([basename(path), 'staging']);
});

test('the search for a free name ends', () => {
  const naming = { prefix: 'p', stamp: '20260101_000000', extension: 'md' };
  expect([...dumpCandidates(naming)]).toHaveLength(10_000);
});
