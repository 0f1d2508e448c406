import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError, type KeptAct } from '@create-dump/core';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createDumpPublisher, createFileOutput } from '../src/index.js';

const naming = { prefix: 'p', stamp: '20260101_000000', extension: 'md' };
const name = 'p_all_code_dump_20260101_000000.md';
const content = { tree: 'b'.repeat(64), commit: 'c' };
const sha256 = 'a'.repeat(64);
const runId = createRunId({ pid: process.pid, hostname: 'test', now: new Date() });

test('a publication is recorded before the dump is visible, when its name is reserved, and once it is visible', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, name);
  const seen: [KeptAct, boolean, boolean][] = [];
  const open = createDumpPublisher({
    ...naming,
    directory: directory.path,
    runId,
    warn: () => {},
    async record(act) {
      seen.push([act, existsSync(path.replace('.md', '.sha256')), existsSync(path)]);
    },
  });
  await using output = await open();
  await output.write(Buffer.from('x'));
  await output.publish(sha256, content);
  const act = { act: 'publish', path, sha256, ...content };
  expect(seen).toEqual([
    [act, true, false],
    [{ ...act, done: true }, true, true],
  ]);
});

test('what can not be recorded is not published; a completion that can not be is a warning', async () => {
  using directory = temporaryDirectory();
  const warnings: string[] = [];
  const failing = (fails: (act: KeptAct) => boolean) =>
    createDumpPublisher({
      ...naming,
      directory: directory.path,
      runId,
      warn: (message) => warnings.push(message),
      async record(act) {
        if (fails(act)) throw new CreateDumpError('LOCKED', 'It is locked.');
      },
    });
  await using refused = await failing(() => true)();
  await expect(refused.publish(sha256)).rejects.toMatchObject({ code: 'LOCKED' });
  expect(readdirSync(directory.path)).toEqual([]);
  await using published = await failing(({ done }) => done === true)();
  await published.publish(sha256);
  expect(readdirSync(directory.path)).toContain(name);
  expect(warnings).toEqual(['The ledger does not say that an act was completed. It is locked.']);
});

test('a replacement is recorded while the old dump is still there', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, name);
  writeFileSync(path, 'old');
  const acts: (true | undefined)[] = [];
  const open = createFileOutput({
    path,
    mayReplace: () => true,
    runId,
    warn: () => {},
    record: async ({ done }) => void acts.push(done),
  });
  await using output = await open();
  await output.publish(sha256);
  expect(acts).toEqual([undefined, true]);
});
