import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { checksumName, type DumpEvent, formatChecksumLine, signatureName } from '@create-dump/core';
import { createRunId, lockDirectory } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findArchives, keepSnapshots, type KeepingOptions, verifyArchived } from '../src/index.js';
import { defaults } from './survey-of.js';

const ownProcess = {
  pid: process.pid,
  hostname: hostname(),
  now: new Date('2026-06-01T00:00:00Z'),
};
const { signal } = new AbortController();

/** Writes the snapshots of three nights, as JSON dumps: their checksum files alone prove them. */
function fill(directory: string): readonly string[] {
  return ['20260101', '20260102', '20260103'].map((day) => {
    const name = `p_all_code_dump_${day}_000000.json`;
    const sha256 = createHash('sha256').update(day).digest('hex');
    writeFileSync(join(directory, name), day);
    writeFileSync(join(directory, checksumName(name)), formatChecksumLine(sha256, name));
    return name;
  });
}

function keep(directory: string, options: Partial<KeepingOptions>) {
  const context = { process: ownProcess, observe: () => {}, signal };
  return keepSnapshots({ ...defaults, ...options, directory }, context);
}

it('does what a dry run has planned, and then has nothing left to archive', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const names = fill(path);
  const before = readdirSync(path);
  const options = { cleanRoot: true, policy: { keepLast: 1 } };
  const planned = await keep(path, { ...options, dryRun: true });
  expect(readdirSync(path)).toEqual(before);

  const done = await keep(path, options);
  expect(done).toMatchObject({ decisions: planned.decisions, failures: [], quarantined: [] });
  expect(done.archived.map(({ dump }) => dump)).toEqual(
    names.slice(0, 2).map((name) => join(path, name)),
  );
  const newest = names[2] ?? '';
  expect(readdirSync(path).sort()).toEqual(['archives', newest, checksumName(newest)].sort());
  const archives = await findArchives(path);
  expect(archives).toEqual([join(path, 'archives', 'p_20260102_000000.zip')]);
  const report = await verifyArchived(archives[0] ?? '', { spoolDirectory: path, signal });
  expect(report.ok).toBe(true);

  expect(await keep(path, options)).toMatchObject({ archived: [], removed: [], failures: [] });
});

it("warns of the index of a removed archive that it can't remove", async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  fill(path);
  await keep(path, { cleanRoot: true });
  const digest = createHash('sha256').update('20260101').digest('hex');
  mkdirSync(join(path, `archives/index/${digest}.jsonl.gz/file`), { recursive: true });
  const warnings: string[] = [];
  const observe = (event: DumpEvent) => {
    if (event.type === 'warned') warnings.push(event.message);
  };
  const options = { ...defaults, directory: path, cleanRoot: true, policy: { keepLast: 1 } };
  const { removed, failures } = await keepSnapshots(options, {
    process: ownProcess,
    observe,
    signal,
  });
  expect(removed).toEqual([join(path, 'archives/p_20260101_000000.zip')]);
  expect({ failures, warnings }).toEqual({
    failures: [],
    warnings: [expect.stringContaining(`${digest}.jsonl.gz of a removed archive stays: `)],
  });
});

it('finishes the removal of a snapshot that was interrupted; other orphans are quarantined', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  const [first = '', second = '', third = ''] = fill(path);
  const lines = [first, second].map((name) => readFileSync(join(path, checksumName(name))));
  const options = { cleanRoot: true };
  await keep(path, options);
  // As if the run had been killed, and as if the journal knew nothing of the second one.
  for (const [at, name] of [first, second].entries()) {
    writeFileSync(join(path, checksumName(name)), lines[at] ?? '');
  }
  const journal = join(path, 'archives/tombstones.jsonl');
  const records = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, '');
  for (const record of records.filter((one) => one.includes(first)))
    appendFileSync(journal, `${record}\n`);

  const planned = await keep(path, { ...options, dryRun: true });
  const decision = { what: 'file', path: join(path, checksumName(first)) };
  expect(planned.decisions).toContainEqual(
    expect.objectContaining({ ...decision, action: 'remove' }),
  );
  const untouched = await keep(path, { ...options, noRemove: true });
  expect(untouched.decisions).toContainEqual(
    expect.objectContaining({ ...decision, action: 'leave' }),
  );
  expect(readdirSync(path)).toContain(checksumName(first));

  const done = await keep(path, options);
  expect(done).toMatchObject({ decisions: planned.decisions, failures: [] });
  expect(done.removed).toEqual([join(path, checksumName(first))]);
  expect(done.quarantined.map(({ from }) => from)).toEqual([join(path, checksumName(second))]);
  expect(readdirSync(path).sort()).toEqual(['archives', third, checksumName(third)].sort());
  expect(readdirSync(join(path, 'archives/quarantine')).sort()).toEqual(
    [checksumName(second), 'manifest.jsonl'].sort(),
  );
});

it('gives its archives and records the mode that is asked for, and 0600 by default', async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  fill(path);
  writeFileSync(join(path, 'p_all_code_dump_20250101_000000.json'), 'an orphan');
  const modes = () => {
    const archives = join(path, 'archives');
    const names = readdirSync(archives, { recursive: true, encoding: 'utf8' });
    const files = names.map((name) => ({ name, stats: statSync(join(archives, name)) }));
    return files
      .filter(({ name, stats }) => stats.isFile() && !name.endsWith('.json'))
      .map(({ name, stats }) => `${name} ${(stats.mode & 0o777).toString(8)}`)
      .sort();
  };
  const options = { cleanRoot: true, keepLatest: false, includeCurrent: true };
  const [first, second] = ['p_all_code_dump_20260101', 'p_all_code_dump_20260102'] as const;
  await keep(path, { ...options, dumpPattern: first });
  expect(modes()).toEqual(['p_20260101_000000.zip 600', 'tombstones.jsonl 600']);
  await keep(path, { ...options, dumpPattern: second, mode: 0o640 });
  expect(modes()).toEqual([
    'p_20260101_000000.zip 600',
    'p_20260102_000000.zip 640',
    'tombstones.jsonl 640',
  ]);
  await keep(path, { ...options, mode: 0o640 });
  expect(modes()).toContain('quarantine/manifest.jsonl 640');
  await keep(path, { ...options });
  expect(modes()).toContain('tombstones.jsonl 640');
});

it('refuses to work where another run does', async () => {
  using directory = temporaryDirectory();
  await using _lock = await lockDirectory(directory.path, createRunId(ownProcess));
  await expect(keep(directory.path, {})).rejects.toMatchObject({ code: 'LOCKED' });
});

describe('a signature', () => {
  const sign = (path: string, name: string, text = 'signature') =>
    writeFileSync(join(path, signatureName(checksumName(name))), `${text} of ${name}\n`);

  it('moves beside the archive with its snapshot, and stays when the archive is removed', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const names = fill(path);
    for (const name of names) sign(path, name);
    const kept = names.slice(0, 2).map((name) => signatureName(checksumName(name)));
    expect(await keep(path, { cleanRoot: true })).toMatchObject({ failures: [], quarantined: [] });
    const newest = names[2] ?? '';
    const live = [newest, checksumName(newest), signatureName(checksumName(newest))];
    expect(readdirSync(path).sort()).toEqual(['archives', ...live].sort());
    for (const [at, name] of kept.entries()) {
      expect(readFileSync(join(path, 'archives', name), 'utf8')).toBe(
        `signature of ${names[at]}\n`,
      );
    }
    const [archive = ''] = await findArchives(path);
    expect((await verifyArchived(archive, { spoolDirectory: path, signal })).ok).toBe(true);
    await keep(path, { policy: { keepLast: 1 } });
    expect(readdirSync(join(path, 'archives'))).toEqual(expect.arrayContaining(kept));
  });

  it('is copied while its snapshot stays, and again for an archive that was made before', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const [first = '', second = ''] = fill(path);
    sign(path, first);
    await keep(path, {});
    sign(path, second);
    const at = (name: string) => join(path, 'archives', signatureName(checksumName(name)));
    expect([first, second].map((name) => existsSync(at(name)))).toEqual([true, false]);
    expect(await keep(path, { cleanRoot: true })).toMatchObject({ failures: [] });
    expect([first, second].map((name) => existsSync(at(name)))).toEqual([true, true]);
    expect(existsSync(join(path, second))).toBe(false);
  });

  it('is never overwritten: its snapshot stays, and says why', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const [first = '', second = ''] = fill(path);
    sign(path, first);
    await keep(path, {});
    sign(path, first, 'another signature');
    const { failures } = await keep(path, { cleanRoot: true });
    expect(failures).toMatchObject([
      {
        code: 'ALREADY_EXISTS',
        message: expect.stringContaining('is another signature than') as string,
      },
    ]);
    expect([first, second].map((name) => existsSync(join(path, name)))).toEqual([true, false]);
    const archived = join(path, 'archives', signatureName(checksumName(first)));
    expect(readFileSync(archived, 'utf8')).toBe(`signature of ${first}\n`);
  });

  // `pnpm faults --command archive-signed` is what shows that copies are of this kind.
  it('stays beside the archive when a temporary name of its copy is swept away', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const [first = ''] = fill(path);
    sign(path, first);
    await keep(path, { cleanRoot: true });
    const archives = join(path, 'archives');
    const kept = join(archives, signatureName(checksumName(first)));
    const own = createRunId({ ...ownProcess, now: new Date() });
    const dead = ['4194304', ...own.split('-').slice(1)].join('-');
    linkSync(kept, join(archives, `.create-dump-${dead}-0-archive.tmp`));
    await keep(path, { cleanRoot: true });
    expect(readdirSync(archives).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(existsSync(kept)).toBe(true);
  });

  it('that is no file, or too large, keeps its snapshot where it is', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const [first = ''] = fill(path);
    sign(path, first, 'x'.repeat(2 ** 14));
    const { failures } = await keep(path, { cleanRoot: true });
    expect(failures).toMatchObject([{ code: 'WRITE_FAILED' }]);
    expect(existsSync(join(path, first))).toBe(true);
  });
});
