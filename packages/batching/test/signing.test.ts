import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError } from '@create-dump/core';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { type BatchEvent, runBatch } from '../src/index.js';
import { contextOf, optionsFor } from './batch-context.js';

const tree = { 'a/x.txt': 'a', 'b/x.txt': 'b', 'c/x.txt': 'c' };
/** What a signature would be made of. */
const sign = async (message: Uint8Array) =>
  `-----BEGIN SSH SIGNATURE-----\n${Buffer.from(message).toString()}`;

/** Signs all but the given dump. */
const refusing = (prefix: string) => async (message: Uint8Array) => {
  if (!Buffer.from(message).includes(`  ${prefix}_all_code_dump_`)) return sign(message);
  throw new CreateDumpError('SIGN_FAILED', 'The key is gone.');
};

it.each([false, true])('signs each dump under its final name; atomic: %j', async (atomic) => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const destination = join(directory.path, 'out');
  const events: BatchEvent[] = [];
  const options = { ...optionsFor(directory.path, destination, ['a', 'b', 'c']), atomic };
  const { report } = await runBatch(options, { ...contextOf(events), sign });
  expect(report.outcome).toBe('done');
  const names = readdirSync(destination);
  const signatures = names.filter((name) => name.endsWith('.sig'));
  expect(signatures).toHaveLength(3);
  for (const name of signatures) {
    const checksum = readFileSync(join(destination, name.replace(/\.sig$/, '')), 'utf8');
    expect(readFileSync(join(destination, name), 'utf8')).toContain(checksum);
  }
  const signed = events.flatMap((event) =>
    event.type === 'project-event' && event.event.type === 'signed' ? [event.event.path] : [],
  );
  expect(signed.sort()).toEqual(signatures.map((name) => join(destination, name)).sort());
});

it('publishes nothing of a project whose dump can not be signed', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const destination = join(directory.path, 'out');
  const options = optionsFor(directory.path, destination, ['a', 'b', 'c']);
  const { report } = await runBatch(options, { ...contextOf(), sign: refusing('b') });
  expect(report.projects.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['dumped', undefined],
    ['failed', 'SIGN_FAILED'],
    ['dumped', undefined],
  ]);
  expect(readdirSync(destination).filter((name) => name.startsWith('b_'))).toEqual([]);
});

it('withdraws all dumps of an atomic batch if one can not be signed', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const destination = join(directory.path, 'out');
  const options = { ...optionsFor(directory.path, destination, ['a', 'b', 'c']), atomic: true };
  const { report } = await runBatch(options, { ...contextOf(), sign: refusing('c') });
  expect(report.outcome).toBe('failed');
  expect(readdirSync(destination).filter((name) => !name.startsWith('batch_'))).toEqual([]);
});

it('does not take an unsigned dump for unchanged', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const destination = join(directory.path, 'out');
  const skipUnchanged = { spoolDirectory: directory.path };
  const selection = { root: join(directory.path, 'a') };
  const options = {
    ...optionsFor(directory.path, destination, []),
    projects: [{ directory: 'a', name: 'a', prepared: { selection, skipUnchanged } }],
  };
  const run = async (hour: number, isSigned: boolean) => {
    const generatedAt = new Date(Date.UTC(2026, 0, 1, hour));
    const context = { ...contextOf(), generatedAt, ...(isSigned && { sign }) };
    const { report } = await runBatch(options, context);
    return report.projects.map(({ outcome }) => outcome);
  };
  expect(await run(1, false)).toEqual(['dumped']);
  expect(await run(2, false)).toEqual(['unchanged']);
  expect(await run(3, true)).toEqual(['dumped']);
  expect(await run(4, true)).toEqual(['unchanged']);
});
