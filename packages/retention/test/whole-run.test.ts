import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDumpName } from '@create-dump/core';
import { readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { applyRetention, planQuarantine, planRetention, quarantine } from '../src/index.js';
import { discover, dumpName, never, proveItem, writeSnapshot } from './snapshot-files.js';

const perGroup = Number(process.env['RETENTION_SNAPSHOTS'] ?? 160) / 20;
const now = new Date('2026-11-22T12:00:00Z');
const awkward = [
  'a.b',
  'a b',
  'naïve',
  'x_all_code_dump_20260101_010101.md',
  'x_all_code_dump_20260101_010101',
  '-rf',
  '20260101_010101',
  '日本',
  '😀',
  '.hidden',
  "it's",
  '$(id)',
];
const prefixes = [
  ...awkward,
  ...Array.from({ length: 20 - awkward.length }, (_, at) => `group${at}`),
];

function fill(path: string): void {
  for (const prefix of prefixes) {
    for (let number = 0; number < perGroup; number++) {
      const day = String(1 + (number % 28)).padStart(2, '0');
      const month = String(1 + (Math.floor(number / 28) % 11)).padStart(2, '0');
      const stamp = `2025${month}${day}_000000`;
      writeSnapshot(path, formatDumpName({ prefix, stamp, sequence: number % 3, extension: 'md' }));
    }
    writeSnapshot(path, dumpName('20990101', prefix));
  }
}

/** Writes files that resemble ours but aren't, or can't be judged; returns their names. */
function plantLookAlikes(path: string): string[] {
  const [name = '', ...names] = ['0101', '0102', '0103'].map((day) =>
    dumpName(`2020${day}`, 'fake'),
  );
  const [folder = '', link = ''] = names;
  mkdirSync(join(path, folder));
  writeSnapshot(join(path, folder), dumpName('20200101', 'inner'));
  symlinkSync(dumpName('20990101', 'a.b'), join(path, link));
  const texts = [
    `${name}.bak`,
    `${name}.sha256`,
    `${name}.tmp`,
    name.replace('20200101', '99999999'),
    'README.md',
    'x.sha256',
  ];
  for (const text of texts) writeFileSync(join(path, text), '# Code dump');
  return [folder, link, ...texts];
}

test(
  `of ${perGroup * 20} snapshots in 20 groups goes exactly what the plan says (RETENTION_SNAPSHOTS=2000 for more)`,
  { timeout: 600_000 },
  async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    fill(path);
    const lookAlikes = plantLookAlikes(path);
    const damaged = dumpName('20200201', 'damaged');
    writeSnapshot(path, damaged);
    writeFileSync(join(path, damaged), 'something else');
    const orphan = dumpName('20200301', 'orphan');
    writeFileSync(join(path, orphan), 'alone');
    const before = readTree(path);

    const found = await discover(path);
    const snapshots = found.groups.flatMap(({ snapshots }) => snapshots);
    expect(found.groups.map(({ prefix }) => prefix).sort()).toEqual(prefixes.toSorted());
    const plan = planRetention(snapshots, { keepLast: 3, keepMonthly: 2 }, { now });
    const moves = planQuarantine(found);
    expect(readTree(path)).toEqual(before);

    const directoryOptions = { directory: join(path, 'archives/quarantine'), now, signal: never };
    const { moved } = await quarantine(moves, directoryOptions);
    const journal = join(path, 'archives/tombstones.jsonl');
    const { removed, failure } = await applyRetention(plan, {
      prove: proveItem,
      journal,
      now,
      signal: never,
    });
    expect(failure).toBeUndefined();
    expect(removed.map(({ id }) => id)).toEqual(plan.remove.map(({ item }) => item.id));
    expect(moved.map(({ move }) => move.file.path)).toEqual([join(path, orphan)]);
    expect(found.mismatches.map(({ dump }) => dump.path)).toEqual([join(path, damaged)]);

    const key = (file: string) => Buffer.from(file.slice(path.length + 1)).toString('latin1');
    const gone = [...removed.flatMap(({ files }) => files), ...moved.map(({ move }) => move.file)];
    for (const file of gone) expect(before.delete(key(file.path))).toBe(true);
    const after = readTree(path);
    for (const name of after.keys()) if (name.startsWith('archives/')) after.delete(name);
    expect(after).toEqual(before);
    expect(readdirSync(path)).toEqual(expect.arrayContaining(lookAlikes));
  },
);
