import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createArchiver } from '@create-dump/archiver';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  createLineMatcher,
  type GrepMatch,
  grepSnapshots,
  listSnapshots,
} from '../../src/index.js';
import { contextOf, writeHistory } from './write-history.js';

async function grep(
  directory: string,
  pattern: string,
  wants: (path: string) => boolean = () => true,
) {
  const context = contextOf(directory);
  const { snapshots, problems } = await listSnapshots(directory, context);
  const matcher = await createLineMatcher({ pattern, fixed: false, ignoreCase: false });
  const matches: GrepMatch[] = [];
  const onMatch = async (match: GrepMatch) => void matches.push(match);
  const report = await grepSnapshots(snapshots, { matcher, wants, onMatch }, context);
  const lines = matches.flatMap(({ hits, places }) =>
    places.flatMap(({ path, first, last }) =>
      hits.map(({ line, text }) => [
        path,
        line,
        text,
        first.time.getUTCDate(),
        last.time.getUTCDate(),
      ]),
    ),
  );
  return { matches, lines, report, problems: [...problems, ...report.problems] };
}

const trees = [
  { 'a.txt': 'needle 1\n', same: 'a needle\nx\n', 'old-name': 'needle moved\n' },
  { 'a.txt': 'needle 2\n', same: 'a needle\nx\n', 'new-name': 'needle moved\n' },
  { 'a.txt': 'needle 2\n', same: 'a needle\nx\n', 'new-name': 'needle moved\n', more: 'x' },
  { 'a.txt': 'x\nneedle 4', same: 'a needle\nx\n', 'new-name': 'needle moved\n' },
];

const found = [
  ['a.txt', 2, 'needle 4', 4, 4],
  ['new-name', 1, 'needle moved', 2, 4],
  ['old-name', 1, 'needle moved', 1, 1],
  ['same', 1, 'a needle', 1, 4],
  ['a.txt', 1, 'needle 2', 2, 3],
  ['a.txt', 1, 'needle 1', 1, 1],
];

describe('grepSnapshots', () => {
  it.each([
    ['ZIP', {}],
    ['tar.gz', { archiveFormat: 'tar.gz' }],
    ['compressed dumps', { compress: true }],
    ['live dumps', { live: true }],
    ['live compressed dumps', { live: true, compress: true }],
  ] as const)('finds each content once, the newest first: %s', async (_, options) => {
    using directory = temporaryDirectory();
    await writeHistory(directory.path, trees, options);
    const { lines, report, problems } = await grep(directory.path, 'needle');
    expect(problems).toEqual([]);
    expect(lines).toEqual(found);
    expect(report).toMatchObject({ snapshots: 4, contents: 6, notHeld: 0, unread: 0 });
  });

  it('opens no archive without new contents', async () => {
    using directory = temporaryDirectory();
    await writeHistory(directory.path, trees);
    const { lines, report } = await grep(directory.path, 'needle', (path) => path === 'same');
    expect(lines).toEqual([['same', 1, 'a needle', 1, 4]]);
    expect(report).toMatchObject({ contents: 1, opened: 1, unpacked: 0, unpackedBytes: 0 });
    const nothing = await grep(directory.path, 'no such line', (path) => path !== 'same');
    expect(nothing.report).toMatchObject({ contents: 5, opened: 3, unpacked: 2 });
    const some = await grep(directory.path, 'needle', (path) => path === 'a.txt');
    expect(some.report).toMatchObject({ contents: 3, opened: 3, unpacked: 2 });
  });

  it('searches text whatever its encoding was, and tells binary contents apart', async () => {
    using directory = temporaryDirectory();
    await writeHistory(directory.path, [
      {
        latin1: Buffer.from('caf\u00e9 needle\n', 'latin1'),
        utf16: Buffer.from('\ufeffneedle é\n', 'utf16le'),
        binary: Buffer.from([0, 0xff, ...Buffer.from('needle')]),
        crlf: 'needle\r\n',
        'needle-link': { link: 'needle' },
        empty: '',
      },
    ]);
    const { lines, matches } = await grep(directory.path, 'needle');
    expect(lines.map(([path, , text]) => [path, text])).toEqual([
      ['crlf', 'needle\r'],
      ['latin1', 'café needle'],
      ['utf16', '\ufeffneedle é'],
    ]);
    expect(matches.filter(({ binary }) => binary).map(({ places }) => places[0]?.path)).toEqual([
      'binary',
    ]);
  });

  it('searches a content elsewhere where the newest snapshot with it is damaged', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const live = join(path, readdirSync(path).find((name) => name.endsWith('.md')) ?? '');
    const text = readFileSync(live, 'utf8');
    writeFileSync(
      live,
      text.replace('a needle', 'A needle').replace('needle moved', 'needle Moved'),
    );
    const { lines, problems } = await grep(path, 'needle');
    expect(new Set(lines.map(String))).toEqual(new Set(found.map(String)));
    expect(problems.map((one) => one.message)).toEqual([
      expect.stringContaining('the content of "new-name" is wrong'),
      expect.stringContaining('the content of "same" is wrong'),
    ]);
  });

  it('says that an archive is damaged, and what no other snapshot has is missing', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const archive = join(path, 'archives/p_20260101_000000.zip');
    const bytes = readFileSync(archive);
    // Somewhere in the compressed dump.
    bytes[200] = (bytes[200] ?? 0) ^ 0xff;
    writeFileSync(archive, bytes);
    const { lines, problems } = await grep(path, 'needle');
    expect(lines).toEqual(found.filter(([, , text]) => text !== 'needle 1'));
    expect(problems.map((one) => one.path)).toEqual([archive]);
  });

  it.each(['zip', 'tar.gz'] as const)(
    'refuses a decompression bomb at once: %s',
    async (format) => {
      using directory = temporaryDirectory();
      const { path } = directory;
      await writeHistory(path, trees, { live: true });
      const archives = join(path, 'archives');
      const name = 'p_all_code_dump_20250101_000000.md';
      const bomb = Buffer.alloc(2 ** 26, '\n');
      writeFileSync(join(path, name), bomb);
      const sha256 = createHash('sha256').update(bomb).digest('hex');
      writeFileSync(join(path, checksumName(name)), formatChecksumLine(sha256, name));
      const archive = createArchiver({
        directory: archives,
        format,
        runId: 'bomb',
        warn: () => {},
        limits: { ratio: 1e9 },
      });
      await archive(join(path, name), new AbortController().signal);
      for (const gone of [name, checksumName(name)]) rmSync(join(path, gone));
      const start = performance.now();
      const { lines, problems } = await grep(path, 'needle');
      expect(performance.now() - start).toBeLessThan(20_000);
      expect(lines).toEqual(found);
      expect(problems.map(({ message }) => message)).toEqual([
        expect.stringContaining('decompression bomb'),
      ]);
    },
  );

  it('stops when it is told to', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const { snapshots } = await listSnapshots(path, contextOf(path));
    const matcher = await createLineMatcher({ pattern: 'needle', fixed: true, ignoreCase: false });
    const stop = new AbortController();
    const onMatch = async () => stop.abort(new Error('stopped'));
    const context = { ...contextOf(path), signal: stop.signal };
    await expect(
      grepSnapshots(snapshots, { matcher, wants: () => true, onMatch }, context),
    ).rejects.toThrow('stopped');
  });
});
