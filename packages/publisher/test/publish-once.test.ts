import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { createRunId, readIdentity } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { dumpCandidates } from '../src/dump-candidates.js';
import { publishStagedDump } from '../src/index.js';
import { publishOnce } from '../src/publish-once.js';

const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const warn = (message: string) => {
  throw new Error(message);
};
const stem = 'p_all_code_dump_20260101_000000';
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** A dump with this content, staged by one of several processes. */
function stage(directory: string, content: string, by = content) {
  const staging = join(directory, `staging-${by}`);
  mkdirSync(staging, { recursive: true });
  const staged = join(staging, 'dump');
  writeFileSync(staged, content);
  const sha256 = sha256Of(content);
  return { staged, sha256, prefix: 'p', stamp: '20260101_000000', extension: 'md' };
}

const published = (directory: string) =>
  readdirSync(directory)
    .filter((name) => !name.startsWith('staging-'))
    .toSorted();

test('the first dump of several stays, and the others report its digest', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn, ifTaken: 'same' as const };
  const first = await publishStagedDump(stage(directory.path, 'one'), options);
  const acts: string[] = [];
  const record = async ({ act }: { readonly act: string }) => void acts.push(act);
  const second = await publishStagedDump(stage(directory.path, 'two'), { ...options, record });
  expect(second).toEqual(first);
  expect(second.sha256).toBe(sha256Of('one'));
  expect(basename(second.path ?? '')).toBe(`${stem}.md`);
  expect(acts).toEqual([]);
  expect(published(directory.path)).toEqual([`${stem}.md`, `${stem}.sha256`]);
});

test('twenty processes at once publish one pair', async () => {
  using directory = temporaryDirectory();
  const options = { directory: directory.path, runId, warn, ifTaken: 'same' as const };
  const dumps = Array.from({ length: 20 }, (_, by) =>
    stage(directory.path, `content ${by % 3}`, String(by)),
  );
  const results = await Promise.all(dumps.map((dump) => publishStagedDump(dump, options)));
  const digest = sha256Of(readFileSync(join(directory.path, `${stem}.md`), 'utf8'));
  expect(new Set(results.map(({ sha256 }) => sha256))).toEqual(new Set([digest]));
  expect(published(directory.path)).toEqual([`${stem}.md`, `${stem}.sha256`]);
});

test.each([
  [
    'a dump that was changed',
    () => ({ [`${stem}.md`]: 'changed', [`${stem}.sha256`]: sums('one') }),
  ],
  ['a dump without a checksum', () => ({ [`${stem}.md`]: 'one' })],
  ['a checksum that is none', () => ({ [`${stem}.md`]: 'one', [`${stem}.sha256`]: 'hello' })],
  ['a dump of another kind', () => ({ [`${stem}.json`]: '{}' })],
])('%s is no result of ours', async (_, files) => {
  using directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files())) {
    writeFileSync(join(directory.path, name), text);
  }
  const before = published(directory.path);
  await expect(
    publishStagedDump(stage(directory.path, 'one'), {
      directory: directory.path,
      runId,
      warn,
      ifTaken: 'same',
    }),
  ).rejects.toMatchObject({ code: 'ALREADY_EXISTS', message: expect.stringContaining(stem) });
  expect(published(directory.path)).toEqual(before);
});

const sums = (content: string) => `${sha256Of(content)}  ${stem}.md\n`;

function pairOf(directory: string, content: string) {
  const dump = stage(directory, content);
  const identity = readIdentity(dump.staged);
  if (identity === undefined) throw new Error('missing');
  const file = { path: dump.staged, identity, [Symbol.asyncDispose]: async () => {} };
  const candidates = () => dumpCandidates(dump);
  return { directory, runId, warn, candidates, dump: file, sha256: dump.sha256 };
}

test('a checksum file whose process died before it placed the dump is taken over', async () => {
  using directory = temporaryDirectory();
  const checksum = join(directory.path, `${stem}.sha256`);
  writeFileSync(checksum, sums('one'));
  const old = readIdentity(checksum);
  expect(await publishOnce(pairOf(directory.path, 'one'), 100)).toEqual({
    name: `${stem}.md`,
    sha256: sha256Of('one'),
  });
  expect(readFileSync(join(directory.path, `${stem}.md`), 'utf8')).toBe('one');
  expect(readFileSync(checksum, 'utf8')).toBe(sums('one'));
  // The other process would remove its own file, were it alive.
  expect(readIdentity(checksum)).not.toEqual(old);
  expect(published(directory.path)).toEqual([`${stem}.md`, `${stem}.sha256`]);
});

test('a checksum of other bytes, without a dump, is an error', async () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, `${stem}.sha256`), sums('two'));
  await expect(publishOnce(pairOf(directory.path, 'one'), 100)).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(published(directory.path)).toEqual([`${stem}.sha256`]);
});

test('a pair that becomes complete in the meantime is the result', async () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, `${stem}.sha256`), sums('two'));
  const result = publishOnce(pairOf(directory.path, 'one'));
  setTimeout(() => writeFileSync(join(directory.path, `${stem}.md`), 'two'), 150);
  expect(await result).toMatchObject({ sha256: sha256Of('two') });
  rmSync(join(directory.path, `${stem}.md`));
});
