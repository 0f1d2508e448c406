import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { publishTogether } from '../../src/staging/publish-together.js';

const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const head = {
  format: 'create-dump-batch',
  version: 1,
  tool: 'test',
  root: '/mono',
  generated: '2026-01-01T00:00:00Z',
  started: '2026-01-01T00:00:00.000Z',
  atomic: true,
  affected: null,
  resumed: null,
} as const;

function stage(destination: string, contents: readonly string[]) {
  const staging = join(destination, 'staging');
  mkdirSync(staging);
  const dumps = contents.map((directory) => {
    writeFileSync(join(staging, directory), directory);
    const sha256 = createHash('sha256').update(directory).digest('hex');
    const dump = { staged: directory, sha256, prefix: directory, extension: 'md' };
    return { directory, dump: { ...dump, stamp: '20260101_000000' } };
  });
  const warn = (message: string) => expect.fail(message);
  return { dumps, places: { staging, directory: destination, runId, warn } };
}

it('publishes all dumps', async () => {
  using directory = temporaryDirectory();
  const { dumps, places } = stage(directory.path, ['a', 'b']);
  const outcome = await publishTogether({ head, reports: [], dumps }, places);
  const names = new Map(['a', 'b'].map((one) => [one, `${one}_all_code_dump_20260101_000000.md`]));
  expect(outcome).toEqual({ names });
  for (const name of names.values()) expect(existsSync(join(directory.path, name))).toBe(true);
});

it('withdraws all dumps if one cannot be published', async () => {
  using directory = temporaryDirectory();
  const { dumps, places } = stage(directory.path, ['a', 'b', 'c']);
  rmSync(join(places.staging, 'c'));
  const outcome = await publishTogether({ head, reports: [], dumps }, places);
  expect(outcome).toMatchObject({ failure: { code: 'WRITE_FAILED' } });
  expect(readdirSync(directory.path)).toEqual(['staging']);
  expect(readdirSync(places.staging)).toEqual(['a', 'b']);
});

it('names the file if it cannot write down what it is about to publish', async () => {
  using directory = temporaryDirectory();
  const { dumps, places } = stage(directory.path, ['a']);
  mkdirSync(join(places.staging, 'commit.json.tmp'));
  await expect(publishTogether({ head, reports: [], dumps }, places)).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    message: `It is a directory (EISDIR) while writing ${join(places.staging, 'commit.json')}.`,
  });
  expect(readdirSync(directory.path)).toEqual(['staging']);
});
