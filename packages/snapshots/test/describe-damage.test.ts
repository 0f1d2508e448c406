import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { keepSnapshots, type KeepingOptions } from '../src/index.js';
import { defaults } from './survey-of.js';

const { signal } = new AbortController();
const process_ = { pid: process.pid, hostname: 'test', now: new Date('2026-03-01T00:00:00Z') };

async function dump(path: string, compress = false): Promise<string> {
  writeTree(join(path, 'p'), { a: 'some text\n' });
  const project = {
    selection: { root: join(path, 'p') },
    destination: { kind: 'directory', directory: path },
    compress,
  } as const;
  const result = await dumpProject(project, { process: process_, tool: 'test' });
  return result.path ?? '';
}

/** Archives and prunes; returns what was told of damage. */
async function keep(directory: string, options: Partial<KeepingOptions> = {}) {
  const context = { process: process_, observe: () => {}, signal };
  const report = await keepSnapshots({ ...defaults, ...options, directory }, context);
  expect(report).toMatchObject({ failures: [], quarantined: [], removed: [] });
  return report.decisions.flatMap(({ action, reasons }) => (action === 'damaged' ? reasons : []));
}

const sumOf = (path: string) => join(dirname(path), checksumName(basename(path)));
const sign = (path: string) => {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  writeFileSync(sumOf(path), formatChecksumLine(sha256, basename(path)));
};

it.each<[string, (path: string) => void, string]>([
  [
    'a dump with one byte more',
    (path) => writeFileSync(path, ' ', { flag: 'a' }),
    '{dump} is damaged: it does not match {sum}.',
  ],
  [
    'a dump with a changed content',
    (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('some text', 'same text')),
    '{dump} is damaged: it does not match {sum}.',
  ],
  [
    'a checksum file with another digest',
    (path) => writeFileSync(sumOf(path), formatChecksumLine('a'.repeat(64), basename(path))),
    '{dump} is whole, but {sum} is wrong: it states another SHA-256.',
  ],
  [
    'an empty checksum file',
    (path) => writeFileSync(sumOf(path), ''),
    '{dump} is whole, but {sum} is wrong: it does not state a SHA-256 for it.',
  ],
  [
    'a dump that was changed, with a new checksum file',
    (path) => {
      writeFileSync(path, readFileSync(path, 'utf8').replace('some text', 'same text'));
      sign(path);
    },
    '{dump} is damaged: it matches {sum}, but not its own manifest.',
  ],
])('%s is told apart, and stays', async (_, damage, message) => {
  using directory = temporaryDirectory();
  const path = await dump(directory.path);
  damage(path);
  const before = [readFileSync(path), readFileSync(sumOf(path))];
  const expected = message.replace('{dump}', path).replace('{sum}', basename(sumOf(path)));
  const options = { includeCurrent: true, keepLatest: false, cleanRoot: true };
  expect(await keep(directory.path, options)).toEqual([expected]);
  expect(await keep(directory.path, { dryRun: true })).toEqual([expected]);
  expect([readFileSync(path), readFileSync(sumOf(path))]).toEqual(before);
});

it.each([
  ['the dump', false, 'a'],
  ['the checksum file', false, 'b'],
  ['a compressed dump', true, 'a'],
])('names the archive with a whole copy when %s is damaged', async (_, compress, half) => {
  using directory = temporaryDirectory();
  const path = await dump(directory.path, compress);
  await keep(directory.path, { includeCurrent: true });
  if (half === 'b') writeFileSync(sumOf(path), 'nonsense');
  else writeFileSync(path, compress ? gzipSync('other') : 'other');
  const [message, ...more] = await keep(directory.path);
  expect(more).toEqual([]);
  expect(message).toContain(half === 'b' ? `${path} is whole, but ` : `${path} is damaged: `);
  const archive = join(directory.path, 'archives', 'p_20260301_000000.zip');
  expect(message).toMatch(new RegExp(` A whole copy is in ${archive}\\.$`));
});
