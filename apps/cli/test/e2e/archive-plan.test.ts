import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { checksumName, formatDumpName } from '@create-dump/core';
import { distinguishesCase, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { dumpName, dumpOf, listing, writePair } from './archive-snapshots.js';
import { runBin } from './run-bin.js';

const snapshots = Number(process.env['ARCHIVE_SNAPSHOTS'] ?? 200);
const groups = [
  'a.b',
  'a b',
  'naïve',
  'x_all_code_dump_20260101_010101.md',
  'x_all_code_dump_20260101_010101',
  'x_20260101_010101',
  '20260101_010101',
  '-rf',
  '日本',
  '😀',
  '.hidden',
  "it's",
  '$(id)',
  'a',
  ...(distinguishesCase() ? ['A'] : []),
  'aa',
  'g.zip',
  'archives',
  'quarantine',
  'tombstones',
];

interface Decision {
  readonly action: string;
  readonly what: string;
  readonly path: string;
}

/** Time goes on by 37 hours from one snapshot of a group to the next. */
function stampOf(number: number): string {
  const time = new Date(Date.UTC(2020, 0, 1) + number * 37 * 3_600_000);
  return time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
}

async function fill(path: string): Promise<void> {
  const dumps = await Promise.all(groups.map((group) => dumpOf(group)));
  for (const [at, prefix] of groups.entries()) {
    const dump = dumps[at] ?? Buffer.alloc(0);
    for (let number = 0; number < snapshots / groups.length; number++) {
      const parts = { prefix, stamp: stampOf(number), sequence: number % 3, extension: 'md' };
      writePair(path, formatDumpName(parts), dump);
    }
    // A clock was wrong.
    writePair(path, dumpName('20990101_000000', prefix), dump);
  }
}

/** What only looks like ours: nothing may happen to it. */
async function plantLookAlikes(path: string): Promise<void> {
  const dump = await dumpOf('fake');
  const names = ['01', '02', '03', '04', '05'].map((day) =>
    dumpName(`202001${day}_000000`, 'fake'),
  );
  const [bak = '', folder = '', link = '', foreign = '', checked = ''] = names;
  writePair(path, `${bak}.bak`, dump);
  mkdirSync(join(path, folder));
  writePair(join(path, folder), dumpName('20200101_000000', 'inner'), dump);
  symlinkSync(dumpName('20990101_000000', 'a.b'), join(path, link));
  writeFileSync(join(path, checksumName(link)), 'of a link');
  writePair(path, foreign, Buffer.from('# Notes\n\nwith a checksum file, and no dump\n'));
  mkdirSync(join(path, checksumName(checked)));
  writeFileSync(join(path, checked), dump);
  const texts = [
    dumpName('99999999_999999', 'fake'),
    dumpName('20200230_000000', 'fake'),
    dumpName('20200101_000000', 'fake').replace('_all', ''),
    'fake_all_code_dump_20200101_000000-0.md',
    'fake_20200101_000000.zip',
    'README.md',
    'x.sha256',
    '.create-dump-1.tmp',
  ];
  for (const text of texts) writeFileSync(join(path, text), dump);
  mkdirSync(join(path, 'archives'));
  const archives = ['photos_20200101_000000.zip', 'fake.zip', 'notes.txt'];
  for (const name of archives) writeFileSync(join(path, 'archives', name), dump);
  mkdirSync(join(path, 'archives', 'a_20200101_000000.zip'));
  symlinkSync('/etc/passwd', join(path, 'archives', 'a_20200102_000000.zip'));
}

it(`of ${snapshots} snapshots in ${groups.length} groups goes exactly what a dry run says (ARCHIVE_SNAPSHOTS=2000 for more)`, async () => {
  using directory = temporaryDirectory();
  const { path } = directory;
  await fill(path);
  await plantLookAlikes(path);
  const damaged = writePair(path, dumpName('20200201_000000', 'a'), await dumpOf('damaged'));
  writeFileSync(damaged, 'something else');
  writeFileSync(join(path, dumpName('20200202_000000', 'a')), await dumpOf('orphan'));
  const run = async (...args: string[]) => {
    const { code, stdout } = await runBin(['archive', '--json', ...args], { cwd: path });
    // The damaged pair, which the pattern of the first run leaves out.
    expect(code).toBe(args.includes('--clean-root') ? 4 : 0);
    return JSON.parse(stdout.toString()) as { decisions: Decision[]; removed: string[] };
  };
  // Some archives are there before.
  await run('--dump-pattern', '_2020010[1-7]_');
  const before = listing(path);
  const rules = ['--clean-root', '--keep-last', '3', '--keep-monthly', '2'];
  const { decisions } = await run('--dry-run', ...rules);
  expect(listing(path)).toEqual(before);

  const done = await run(...rules);
  expect(done.decisions).toEqual(decisions);
  const planned = (action: string, what: string) =>
    decisions.filter((one) => one.action === action && one.what === what).map(({ path }) => path);
  const removed = [...planned('remove', 'snapshot'), ...planned('remove', 'archive')];
  expect(done.removed).toEqual(removed);

  const expected = new Map(before);
  const quarantined = planned('quarantine', 'file');
  expect(quarantined).toHaveLength(1);
  const live = planned('remove', 'snapshot').flatMap((dump) => [dump, checksumName(dump)]);
  for (const gone of [...live, ...planned('remove', 'archive'), ...quarantined]) {
    expected.delete(relative(path, gone));
  }
  const after = listing(path);
  // Each dump in an archive has an index, which goes with the last archive of it.
  const isIndex = (name: string) => name.startsWith('archives/index');
  const indexes = [...after.keys()].filter(isIndex);
  // All dumps of a group have the same bytes.
  expect(indexes).toHaveLength(1 + groups.length);
  for (const name of before.keys()) if (isIndex(name)) expected.delete(name);
  for (const name of indexes) after.delete(name);
  const added = [...after.keys()].filter((name) => !expected.has(name));
  for (const name of added) after.delete(name);
  expect(after).toEqual(expected);

  const kept = planned('keep', 'archive').map((name) => relative(path, name));
  const made = kept.filter((name) => !before.has(name));
  const moved = quarantined.map((name) => join('archives/quarantine', basename(name)));
  const records = [
    'archives/quarantine',
    'archives/quarantine/manifest.jsonl',
    'archives/tombstones.jsonl',
  ];
  expect(added.sort()).toEqual(
    [...made, ...moved, ...records.filter((name) => !before.has(name))].sort(),
  );
  // The newest and the one of the future are live, one file and its checksum each.
  const names = readdirSync(path).filter((name) => name.startsWith('naïve_'));
  expect(names).toHaveLength(4);
}, 600_000);
