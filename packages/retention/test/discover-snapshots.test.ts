import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checksumName, decodePath, formatChecksumLine, toFsPath } from '@create-dump/core';
import { readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { discoverSnapshots } from '../src/index.js';
import { digest, discover, dumpName, never, prove, writeSnapshot } from './snapshot-files.js';

const first = dumpName('20260101');
const second = dumpName('20260102');

async function leftAlone(directory: string, more = {}) {
  const { leftAlone } = await discover(directory, more);
  return leftAlone.map(({ path, why }) => [path.slice(directory.length + 1), why]);
}

test('snapshots come in groups, the oldest first, with what is known of them', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  for (const name of [second, first, dumpName('20250101', 'ü b.c')]) writeSnapshot(path, name);
  writeSnapshot(path, first.replace('.md', '-10.md'));
  writeSnapshot(path, first.replace('.md', '-2.md'));
  writeSnapshot(path, first.replace('code', 'create'));
  const { groups, ...rest } = await discover(path);
  expect(rest).toEqual({ orphans: [], mismatches: [], leftAlone: [] });
  expect(groups.map(({ prefix, snapshots }) => [prefix, snapshots.map(({ id }) => id)])).toEqual([
    [
      'p',
      [
        first,
        first.replace('code', 'create'),
        first.replace('.md', '-2.md'),
        first.replace('.md', '-10.md'),
        second,
      ].map((name) => join(path, name)),
    ],
    ['ü b.c', [join(path, dumpName('20250101', 'ü b.c'))]],
  ]);
  const dump = readFileSync(join(path, second));
  const checksum = readFileSync(join(path, checksumName(second)));
  expect(groups[0]?.snapshots.at(-1)).toMatchObject({
    group: 'p',
    time: new Date('2026-01-02T00:00:00Z'),
    sequence: 0,
    size: dump.length + checksum.length,
    pinned: false,
    sha256: digest(dump),
    files: [{ path: join(path, second) }, { path: join(path, checksumName(second)) }],
  });
});

test('compressed and JSON dumps are dumps', async () => {
  using directory = temporaryDirectory();
  for (const extension of ['md.gz', 'json']) {
    writeSnapshot(directory.path, first.replace('md', extension).replace('p_', `${extension}_`));
  }
  const { groups } = await discover(directory.path);
  expect(groups.map(({ prefix }) => prefix)).toEqual(['json', 'md.gz']);
});

test.each(['.keep', '.md.keep'])('a file with %s pins', async (suffix) => {
  using directory = temporaryDirectory();
  writeSnapshot(directory.path, first);
  writeSnapshot(directory.path, second);
  writeFileSync(join(directory.path, first.replace('.md', suffix)), '');
  const { groups } = await discover(directory.path);
  expect(groups[0]?.snapshots.map(({ pinned }) => pinned)).toEqual([true, false]);
});

test('a pin alone is nothing', async () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, first.replace('.md', '.keep')), '');
  expect(await discover(directory.path)).toEqual({
    groups: [],
    orphans: [],
    mismatches: [],
    leftAlone: [],
  });
});

describe('orphans and mismatches', () => {
  test('one of two files is an orphan', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeFileSync(join(path, first), 'x');
    writeFileSync(join(path, checksumName(second)), 'x');
    const { orphans, groups } = await discover(path);
    expect(groups).toEqual([]);
    expect(orphans.map(({ kind, file, message }) => [kind, file.path, message])).toEqual([
      ['dump', join(path, first), `Its checksum file ${checksumName(first)} is missing.`],
      ['checksum', join(path, checksumName(second)), 'There is no dump beside it.'],
    ]);
    expect(orphans[1]?.lacks).toEqual(
      ['md', 'md.gz', 'json', 'json.gz'].map((extension) =>
        join(path, second.replace('md', extension)),
      ),
    );
  });

  const line = (name: string) => formatChecksumLine(digest('x'), name);
  test.each([
    ['wrong', formatChecksumLine(digest('y'), first)],
    ['of another file', line(second)],
    ['of a file elsewhere', line(`../../${first}`)],
    ['of two lines', line(first) + line(second)],
    ['with a BOM', `\uFEFF${line(first)}`],
    ['empty', ''],
    ['huge', 'x'.repeat(1_000_000)],
  ])('a checksum %s is a mismatch', async (_, checksum) => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, first), 'x');
    writeFileSync(join(directory.path, checksumName(first)), checksum);
    const { mismatches, ...rest } = await discover(directory.path);
    expect(mismatches.map(({ dump }) => dump.path)).toEqual([join(directory.path, first)]);
    expect(rest).toEqual({ groups: [], orphans: [], leftAlone: [] });
  });

  test('a checksum file of two dumps belongs to the one it names', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSnapshot(path, first);
    writeFileSync(join(path, `${first}.gz`), gzipSync('x'));
    const { groups, orphans } = await discover(path);
    expect(groups[0]?.snapshots).toHaveLength(1);
    expect(orphans.map(({ file }) => file.path)).toEqual([join(path, `${first}.gz`)]);
    writeFileSync(join(path, checksumName(first)), formatChecksumLine(digest('x'), 'else'));
    expect((await discover(path)).orphans).toHaveLength(3);
  });

  test.each([
    ['names neither of two dumps', formatChecksumLine(digest('x'), 'else')],
    ['is malformed, beside two dumps', 'x'],
  ])('a checksum file that %s lacks only the dumps that are not there', async (_, checksum) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    for (const name of [first, `${first}.gz`]) writeFileSync(join(path, name), 'x');
    writeFileSync(join(path, checksumName(first)), checksum);
    const { orphans } = await discover(path);
    const told = orphans.map(({ kind, message, lacks }) => ({ kind, message, lacks }));
    const foreign = `${checksumName(first)} beside it is for another file.`;
    expect(told).toEqual([
      { kind: 'dump', message: foreign, lacks: [] },
      { kind: 'dump', message: foreign, lacks: [] },
      {
        kind: 'checksum',
        message: 'It names none of the dumps beside it.',
        // Only one that appears can be its other half.
        lacks: ['json', 'json.gz'].map((extension) => join(path, first.replace('md', extension))),
      },
    ]);
  });

  test('what proves nothing is left alone', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSnapshot(path, first);
    const unreadable = await discoverSnapshots({
      directory: path,
      signal: never,
      prove: async () => 'unreadable',
    });
    expect(unreadable).toMatchObject({ groups: [], orphans: [], mismatches: [] });
    expect(unreadable.leftAlone[0]).toMatchObject({ path: join(path, first), why: 'unreadable' });
    // A prover that accepts a dump without a checksum for it.
    writeFileSync(join(path, checksumName(first)), 'x');
    const lenient = await discoverSnapshots({
      directory: path,
      signal: never,
      prove: async () => 'proven',
    });
    expect(lenient).toMatchObject({ groups: [], leftAlone: [{ why: 'unreadable' }] });
  });
});

test('a file that fails to be read is left alone, and does not stop the rest', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  writeSnapshot(path, first);
  writeSnapshot(path, second);
  const failing = discoverSnapshots({
    directory: path,
    signal: never,
    prove: async (paths) => {
      if (paths.dump.endsWith(first)) readFileSync(join(path, 'gone'));
      return prove(paths);
    },
  });
  const { groups, leftAlone } = await failing;
  expect(groups[0]?.snapshots.map(({ id }) => id)).toEqual([join(path, second)]);
  expect(leftAlone.map(({ path }) => path)).toEqual([
    join(path, first),
    join(path, checksumName(first)),
  ]);
  expect(leftAlone[0]?.message).toMatch(/^No such file.*\(ENOENT\) while reading it/);
});

test('what the proof throws of its own is passed on', async () => {
  using directory = temporaryDirectory();
  writeSnapshot(directory.path, first);
  const prove = () => Promise.reject(new Error('a bug'));
  const options = { directory: directory.path, prove, signal: never };
  await expect(discoverSnapshots(options)).rejects.toThrow('a bug');
});

describe('look-alikes are left alone', () => {
  test.each([
    `${first}.bak`,
    `${first}~`,
    `.${first}.swp`,
    `${first}.sha256`,
    'p_all_code_dump_99999999_999999.md',
    'p_all_code_dump_20260230_000000.md',
    'p_all_code_dump_20260101_000000-0.md',
    'p_all_code_dump_20260101_000000.MD',
    'p_all_code_dump_20260101_000000.md\n',
    '_all_code_dump_20260101_000000.md',
  ])('by name: %j', async (name) => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, name), '# Code dump');
    expect(await leftAlone(directory.path)).toEqual([[name, 'name']]);
  });

  test('what is no file', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const names = ['0101', '0102', '0103', '0104'].map((day) => dumpName(`2026${day}`));
    const [folder = '', link = '', fifo = '', socket = ''] = names;
    mkdirSync(join(path, folder));
    writeSnapshot(path, 'target');
    symlinkSync('target', join(path, link));
    execFileSync('mkfifo', [join(path, fifo)]);
    const server = createServer().listen(join(path, socket));
    await new Promise((resolve) => server.once('listening', resolve));
    // Their checksum files are not orphans: it is unclear what they belong to.
    for (const name of names) {
      writeFileSync(join(path, checksumName(name)), formatChecksumLine(digest('x'), name));
    }
    const found = await discover(path);
    server.close();
    expect(found).toMatchObject({ groups: [], orphans: [], mismatches: [] });
    expect(found.leftAlone.map(({ path, why }) => [basename(path), why])).toEqual(
      ['directory', 'symlink', 'special', 'special'].flatMap((why, at) => [
        [names[at], why],
        [checksumName(names[at] ?? ''), 'obstructed'],
      ]),
    );
  });

  test('a checksum file that is a link makes its dump no orphan', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSnapshot(path, first);
    renameSync(join(path, checksumName(first)), join(path, 'real'));
    symlinkSync('real', join(path, checksumName(first)));
    expect(await leftAlone(path)).toEqual([
      [first, 'obstructed'],
      [checksumName(first), 'symlink'],
    ]);
  });

  test('what the pattern does not match', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeSnapshot(path, first);
    writeSnapshot(path, dumpName('20260101', 'other'));
    writeFileSync(join(path, checksumName(dumpName('20260101', 'lone'))), 'x');
    const { groups, orphans } = await discover(path, { dumpPattern: '^p_.*\\.md$' });
    expect(groups.map(({ prefix }) => prefix)).toEqual(['p']);
    expect(orphans).toEqual([]);
    const whys = (await leftAlone(path, { dumpPattern: '^p_.*\\.md$' })).map(([, why]) => why);
    expect(whys).toEqual(['pattern', 'pattern', 'pattern']);
    // A lone checksum matches if one of the possible names of its dump does; the checksum of an excluded dump stays.
    const compressed = await discover(path, { dumpPattern: '\\.md\\.gz$' });
    expect(compressed.orphans.map(({ file }) => basename(file.path))).toEqual([
      checksumName(dumpName('20260101', 'lone')),
    ]);
    expect(compressed.leftAlone.map(({ why }) => why)).toEqual([
      'pattern',
      'obstructed',
      'pattern',
      'obstructed',
    ]);
  });

  test('a pattern for everything makes nothing ours', async () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'notes.md'), 'x');
    writeFileSync(join(directory.path, 'notes.sha256'), 'x');
    const found = await discover(directory.path, { dumpPattern: '.*' });
    expect(found).toEqual({ groups: [], orphans: [], mismatches: [], leftAlone: [] });
  });
});

test('with groups, nothing else is looked at or told', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  for (const prefix of ['p', 'p_', 'q']) writeSnapshot(path, dumpName('20260101', prefix));
  for (const prefix of ['p', 'q'])
    writeFileSync(join(path, dumpName('20260102', prefix)), 'orphan');
  writeFileSync(join(path, `${dumpName('20260103')}.bak`), 'a look-alike');
  const { groups, orphans, leftAlone } = await discover(path, { groups: ['p', 'none'] });
  expect(groups.map(({ prefix }) => prefix)).toEqual(['p']);
  expect(orphans.map(({ file }) => file.path)).toEqual([join(path, dumpName('20260102'))]);
  expect(leftAlone).toEqual([]);
});

describe('with search', () => {
  test('directories below are looked at, but no links and no quarantine', async () => {
    using directory = temporaryDirectory();
    using elsewhere = temporaryDirectory();
    const { path } = directory;
    for (const sub of ['a/b', 'archives/quarantine/x', 'c/archives/quarantine', 'quarantine']) {
      mkdirSync(join(path, sub), { recursive: true });
      writeSnapshot(join(path, sub), first);
    }
    writeSnapshot(elsewhere.path, first);
    symlinkSync(elsewhere.path, join(path, 'link'));
    symlinkSync('..', join(path, 'a/loop'));
    const { groups } = await discover(path, { search: true });
    expect(groups[0]?.snapshots.map(({ id }) => id)).toEqual([
      join(path, 'a/b', first),
      join(path, 'quarantine', first),
    ]);
    expect((await discover(path)).groups).toEqual([]);
  });

  test('one file under two paths is one snapshot', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    mkdirSync(join(path, 'a'));
    mkdirSync(join(path, 'b'));
    writeSnapshot(join(path, 'a'), first);
    // A bind mount would look the same.
    linkSync(join(path, 'a', first), join(path, 'b', first));
    linkSync(join(path, 'a', checksumName(first)), join(path, 'b', checksumName(first)));
    const { groups } = await discover(path, { search: true });
    expect(groups[0]?.snapshots.map(({ id }) => id)).toEqual([join(path, 'a', first)]);
    expect(await leftAlone(path, { search: true })).toEqual([
      [`b/${first}`, 'same-file'],
      [`b/${checksumName(first)}`, 'same-file'],
    ]);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)(
    'a directory that is closed is told (needs another user than root)',
    async () => {
      using directory = temporaryDirectory();
      mkdirSync(join(directory.path, 'closed'));
      chmodSync(join(directory.path, 'closed'), 0);
      expect(await leftAlone(directory.path, { search: true })).toEqual([['closed', 'unreadable']]);
    },
  );

  test('names that are not UTF-8 work', async () => {
    using directory = temporaryDirectory();
    const sub = join(directory.path, decodePath(Buffer.from('\xFFsub', 'latin1')));
    mkdirSync(toFsPath(sub));
    const name = decodePath(Buffer.from(`\xFE${first}`, 'latin1'));
    writeFileSync(toFsPath(join(sub, name)), 'x');
    const { orphans } = await discover(directory.path, { search: true });
    expect(orphans.map(({ file }) => file.path)).toEqual([join(sub, name)]);
  });
});

test('a directory that is not there is an error', async () => {
  await expect(discover('/nonexistent')).rejects.toMatchObject({
    code: 'READ_FAILED',
    message: expect.stringContaining('while listing /nonexistent.'),
  });
});

test('it stops when it is told to', async () => {
  using directory = temporaryDirectory();
  const signal = AbortSignal.abort(new Error('enough'));
  const options = { directory: directory.path, prove, signal };
  await expect(discoverSnapshots(options)).rejects.toThrow('enough');
});

test('it changes nothing', async () => {
  using directory = temporaryDirectory();
  writeSnapshot(directory.path, first);
  writeFileSync(join(directory.path, second), 'orphan');
  const before = readTree(directory.path);
  await discover(directory.path, { search: true });
  expect(readTree(directory.path)).toEqual(before);
});
