import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findVersions, keepSnapshots, type KeptSnapshot, listSnapshots } from '../../src/index.js';
import { defaults } from '../survey-of.js';
import { contextOf, removeIndexes, writeHistory } from './write-history.js';

const trees = [{ 'a.txt': 'one\n' }, { 'a.txt': 'two\n', b: 'b' }, { 'a.txt': 'three\n' }];

async function list(directory: string): Promise<readonly KeptSnapshot[]> {
  const { snapshots, problems } = await listSnapshots(directory, contextOf(directory));
  expect(problems).toEqual([]);
  return snapshots;
}

function indexes(directory: string): readonly string[] {
  return readdirSync(join(directory, 'archives/index')).sort();
}

const summary = ({ time, end, live, archive }: KeptSnapshot) => [
  time.toISOString().slice(0, 10),
  end?.files,
  live === undefined ? 'archived' : archive === undefined ? 'live' : 'both',
];

const expected = [
  ['2026-01-03', 1, 'live'],
  ['2026-01-02', 2, 'archived'],
  ['2026-01-01', 1, 'archived'],
];

describe('listSnapshots', () => {
  it.each([
    ['ZIP', {}],
    ['tar.gz', { archiveFormat: 'tar.gz' }],
    ['compressed dumps in a ZIP', { compress: true }],
    ['compressed dumps in a tar.gz', { compress: true, archiveFormat: 'tar.gz' }],
  ] as const)('lists live and archived snapshots: %s', async (_, options) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees, options);
    const snapshots = await list(path);
    expect(snapshots.map(summary)).toEqual(expected);
    const archived = snapshots.slice(1).map(({ id }) => `${id}.jsonl.gz`);
    expect(indexes(path)).toEqual(archived.toSorted());
    // Without indexes it unpacks, and says the same.
    removeIndexes(path);
    expect(await list(path)).toEqual(snapshots);
    expect(indexes(path)).toEqual(archived.toSorted());
    expect(await list(path)).toEqual(snapshots);
  });

  it('writes an index when it archives, from the live dump', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const names = indexes(path);
    const made = names.map((name) => gunzipSync(readFileSync(join(path, 'archives/index', name))));
    removeIndexes(path);
    await list(path);
    expect(
      names.map((name) => gunzipSync(readFileSync(join(path, 'archives/index', name)))),
    ).toEqual(made);
    expect(made[0]?.toString()).toMatch(
      /^\{"index":1,"name":"p_all_code_dump_.*\}\n\n```jsonl\n\{"format":/u,
    );
  });

  it('knows a snapshot that is live and archived as one', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees, { live: true });
    const process = { pid: 1, hostname: 'h', now: new Date() };
    const context = { process, observe: () => {}, signal: contextOf(path).signal };
    await keepSnapshots({ ...defaults, directory: path }, context);
    expect((await list(path)).map((one) => summary(one)[2])).toEqual(['live', 'both', 'both']);
  });

  it('removes the index with its archive, and only that', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const [, kept] = await list(path);
    const process = { pid: 1, hostname: 'h', now: new Date() };
    const context = { process, observe: () => {}, signal: contextOf(path).signal };
    const { removed } = await keepSnapshots(
      { ...defaults, directory: path, policy: { keepLast: 1 } },
      context,
    );
    expect(removed).toEqual([join(path, 'archives/p_20260101_000000.zip')]);
    expect(indexes(path)).toEqual([`${kept?.id}.jsonl.gz`]);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['emptied', () => Buffer.alloc(0)],
    ['with a record changed', (bytes: Buffer) => edit(bytes, '"path":"b"', '"path":"c"')],
    ['with a record left out', (bytes: Buffer) => edit(bytes, /\{"path":"b".*\n/u, '')],
    [
      'with another last line',
      (bytes: Buffer) => edit(bytes, /"treeSha256":"[0-9a-f]{8}/gu, '"treeSha256":"ffffffff'),
    ],
    [
      'of another dump',
      (bytes: Buffer) => edit(bytes, /"sha256":"[0-9a-f]{64}"/u, `"sha256":"${'0'.repeat(64)}"`),
    ],
    ['a bomb', () => gzipSync(Buffer.alloc(2 ** 26))],
  ])('an index %s is made again', async (_, damage) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const [, second] = await list(path);
    const index = join(path, 'archives/index', `${second?.id}.jsonl.gz`);
    const sound = gunzipSync(readFileSync(index));
    writeFileSync(index, damage(readFileSync(index)));
    const context = contextOf(path);
    const { snapshots } = await listSnapshots(path, context);
    const { versions } = await findVersions(
      snapshots,
      (one) => one === 'b' || one === 'c',
      context,
    );
    expect(versions.map((one) => one.path)).toEqual(['b']);
    expect(gunzipSync(readFileSync(index))).toEqual(sound);
  });

  it('says what it can not read, and lists the rest', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const archive = join(path, 'archives/p_20260101_000000.zip');
    writeFileSync(archive, readFileSync(archive).subarray(0, -1));
    const live = readdirSync(path).find((name) => name.endsWith('.md')) ?? '';
    writeFileSync(join(path, live), readFileSync(join(path, live)).subarray(0, -1));
    writeFileSync(join(path, 'archives/p_20260104_000000.zip'), 'nothing');
    const { snapshots, problems } = await listSnapshots(path, contextOf(path));
    expect(snapshots.map(summary)).toEqual([['2026-01-02', 2, 'archived']]);
    expect(problems.map((one) => one.path)).toEqual([
      join(path, live),
      archive,
      join(path, 'archives/p_20260104_000000.zip'),
    ]);
  });

  it('of a dump without a manifest knows only the name, in an archive too', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees.slice(0, 2), { live: true });
    for (const name of readdirSync(path)) renameSync(join(path, name), join(path, `x${name}`));
    // A checksum file that names another dump proves nothing.
    expect(await list(path)).toEqual([]);
  });

  it('makes no index beside files of others', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await writeHistory(path, trees);
    const elsewhere = join(path, 'elsewhere');
    renameSync(join(path, 'archives'), elsewhere);
    const { snapshots } = await listSnapshots(elsewhere, contextOf(path));
    expect(snapshots.map(summary)).toEqual(expected.slice(1));
    expect(readdirSync(elsewhere).filter((name) => !name.endsWith('.zip'))).toEqual([
      'index',
      'tombstones.jsonl',
    ]);
  });
});

function edit(bytes: Buffer, from: string | RegExp, to: string): Buffer {
  const text = gunzipSync(bytes).toString('utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  return gzipSync(edited);
}
