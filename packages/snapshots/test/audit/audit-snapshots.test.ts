import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DumpEvent } from '@create-dump/core';
import { createRunId, lockDirectory } from '@create-dump/files';
import { expect, test } from 'vitest';
import type { AuditedItem, AuditReport } from '../../src/index.js';
import { createKeptDirectory } from './kept-directory.js';

const statesOf = ({ items }: AuditReport) =>
  Object.fromEntries(items.map(({ item, state }) => [item, state]));
const messagesOf = ({ items }: AuditReport, directory: string) =>
  items.flatMap(({ message }) =>
    message === null ? [] : [message.replaceAll(`${directory}/`, '')],
  );
const sumOf = (dump: string) => dump.replace(/\.md(?:\.gz)?$/, '.sha256');

/** Changes one bit. */
function flip(path: string, place: (bytes: Buffer) => number): void {
  const bytes = readFileSync(path);
  const at = place(bytes);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** The checksum file then states another digest. */
function changeDigest(path: string): void {
  const text = readFileSync(path, 'latin1');
  writeFileSync(path, `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`, 'latin1');
}

test('the first audit begins a ledger, adopts and reads everything; a dry run only says so', async () => {
  using kept = createKeptDirectory();
  const first = await kept.dump(1);
  const second = await kept.dump(2, { compress: true });
  await kept.keep(3);
  const archive = 'archives/p_20260101_000000.zip';
  const before = readdirSync(kept.path('archives'));
  const plan = await kept.audit(4, { dryRun: true });
  expect(readdirSync(kept.path('archives'))).toEqual(before);
  expect(plan).toMatchObject({ isNew: true, dryRun: true, bytes: 0, ledger: { problems: [] } });
  expect(plan.items.map(({ item, state, read }) => [item, state, read])).toEqual([
    [archive, 'never', true],
    [first, 'never', true],
    [second, 'never', true],
  ]);
  const events: DumpEvent[] = [];
  const report = await kept.audit(4, {}, (event) => events.push(event));
  expect(statesOf(report)).toEqual({
    [archive]: 'verified',
    [first]: 'verified',
    [second]: 'verified',
  });
  expect(report).toMatchObject({
    isNew: true,
    oldestVerification: '2026-01-04T00:00:00.000Z',
    ledger: { checkpoint: { size: 6 } },
    failures: [],
  });
  expect(report.bytes).toBe(report.items.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(events.map(({ type }) => type)).toEqual([
    'phase-started',
    ...[1, 2, 3].flatMap(() => ['progressed', 'audited']),
    'phase-finished',
    'audit-finished',
  ]);
});

test('without a snapshot there is nothing to audit, and nothing is made', async () => {
  using kept = createKeptDirectory();
  mkdirSync(kept.directory);
  writeFileSync(kept.path('notes_20260101_000000.zip'), '');
  await expect(kept.audit(1)).rejects.toMatchObject({ code: 'NO_FILES_CHOSEN' });
  expect(readdirSync(kept.directory)).toEqual(['notes_20260101_000000.zip']);
});

const kinds: readonly [string, (path: string) => void, string][] = [
  [
    'a bit of the content',
    (path) => flip(path, (bytes) => bytes.indexOf('some text')),
    '{dump} is damaged: it matches neither {sum} nor the ledger. A whole copy is in {archive}.',
  ],
  [
    'a bit of the manifest',
    (path) => flip(path, (bytes) => bytes.indexOf('"path":') + 2),
    '{dump} is damaged: it matches neither {sum} nor the ledger. A whole copy is in {archive}.',
  ],
  [
    'a bit of the digest in the checksum file',
    (path) => changeDigest(sumOf(path)),
    '{dump} is whole, but {sum} is wrong: it states another SHA-256. A whole copy is in {archive}.',
  ],
  [
    'a bit of the name in the checksum file',
    (path) => flip(sumOf(path), () => 70),
    '{dump} is whole, but {sum} is wrong: it does not state a SHA-256 for it. A whole copy is in {archive}.',
  ],
  [
    'no checksum file',
    (path) => rmSync(sumOf(path)),
    '{dump} is whole, but {sum} is missing. A whole copy is in {archive}.',
  ],
  [
    'a truncated dump',
    (path) => truncateSync(path, 100),
    '{dump} is damaged: it matches neither {sum} nor the ledger. A whole copy is in {archive}.',
  ],
  [
    'another pair under its name',
    (path) => {
      appendFileSync(path, 'more');
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      writeFileSync(sumOf(path), `${sha256}  ${path.replace(/.*\//, '')}\n`);
    },
    '{dump} and {sum} match each other, but not the ledger: both were replaced. A whole copy is in {archive}.',
  ],
  [
    'both halves changed',
    (path) => {
      appendFileSync(path, 'more');
      changeDigest(sumOf(path));
    },
    '{dump} is damaged: it does not match the ledger, and {sum} is wrong: it states another SHA-256. A whole copy is in {archive}.',
  ],
  [
    'a removed dump',
    (path) => rmSync(path),
    '{dump} is missing: the ledger says that it was kept, and verified at 2026-01-04T00:00:00Z, and records no removal. A whole copy is in {archive}.',
  ],
];

test.each(kinds)(
  '%s: which half is wrong, and where a whole copy is',
  async (_, damage, message) => {
    using kept = createKeptDirectory();
    const dump = await kept.dump(1, { begin: true });
    await kept.dump(2);
    await kept.keep(3);
    await kept.audit(4);
    damage(kept.path(dump));
    const report = await kept.audit(5);
    const state = message.includes('missing:') ? 'missing' : 'damaged';
    expect(Object.values(statesOf(report)).toSorted()).toEqual([state, 'verified', 'verified']);
    expect(messagesOf(report, kept.directory)).toEqual([
      message
        .replaceAll('{dump}', dump)
        .replaceAll('{sum}', sumOf(dump))
        .replaceAll('{archive}', 'archives/p_20260101_000000.zip'),
    ]);
    const again = await kept.audit(6, { policy: { sample: 0.01 } });
    // What was damaged comes first.
    const first = again.items.find(({ read }) => read);
    expect(first?.item === dump).toBe(state === 'damaged');
  },
);

test('a damaged, removed or swapped archive, with and without a live copy', async () => {
  using kept = createKeptDirectory();
  const dumps = [];
  for (let day = 1; day <= 5; day++) dumps.push(await kept.dump(day, { begin: day === 1 }));
  await kept.keep(6);
  const archive = (day: number) => `archives/p_2026010${day}_000000.zip`;
  await kept.keep(7, { cleanRoot: true, pins: [dumps[0] ?? '', dumps[3] ?? ''] });
  await kept.audit(8);
  flip(kept.path(archive(1)), (bytes) => bytes.length - 30);
  rmSync(kept.path(archive(4)));
  renameSync(kept.path(archive(2)), kept.path('x'));
  renameSync(kept.path(archive(3)), kept.path(archive(2)));
  renameSync(kept.path('x'), kept.path(archive(3)));
  const report = await kept.audit(9);
  expect(statesOf(report)).toMatchObject({
    [archive(1)]: 'damaged',
    [archive(2)]: 'damaged',
    [archive(3)]: 'damaged',
    [archive(4)]: 'missing',
    [dumps[0] ?? '']: 'verified',
    [dumps[3] ?? '']: 'verified',
    [dumps[4] ?? '']: 'verified',
  });
  const [one, two, three, four] = messagesOf(report, kept.directory);
  expect(one).toMatch(new RegExp(`${archive(1)}.* A whole copy is in ${dumps[0]}\\.$`));
  expect(two).toBe(
    `${archive(2)} is sound, but holds another dump than the ledger records. Its content is that of ${archive(3)}. No whole copy is here.`,
  );
  expect(three).toContain(`Its content is that of ${archive(2)}.`);
  expect(four).toContain(`A whole copy is in ${dumps[3]}.`);
});

test('a run that began before the ledger records what it publishes after that', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1);
  await kept.dump(2, { meanwhile: () => kept.audit(2) });
  expect((await kept.audit(3)).counts).toMatchObject({ unrecorded: 0, missing: 0, damaged: 0 });
});

test('a ledger adopts what is published while it begins', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1);
  mkdirSync(kept.path('archives'));
  const writer = createRunId({ pid: process.pid, hostname: 'test', now: new Date() });
  const lock = await lockDirectory(kept.path('archives'), writer, {
    name: '.create-dump-ledger.lock',
  });
  // It has listed the directory, and waits for the lock.
  const auditing = kept.audit(2);
  await sleep(300);
  await kept.dump(2);
  await lock[Symbol.asyncDispose]();
  await auditing;
  expect((await kept.audit(3)).counts).toMatchObject({ verified: 2, unrecorded: 0 });
});

test('a run that began before the ledger records what it archives and removes after that', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1);
  await kept.dump(2);
  await kept.audit(3);
  const ledger = kept.path('archives/ledger.jsonl');
  const begun = readFileSync(ledger);
  rmSync(ledger);
  await kept.keep(4, { cleanRoot: true }, ({ type }) => {
    if (type === 'phase-finished' && !existsSync(ledger)) writeFileSync(ledger, begun);
  });
  expect(existsSync(ledger)).toBe(true);
  expect((await kept.audit(5)).counts).toMatchObject({ verified: 2, unrecorded: 0, missing: 0 });
});

test('what something else put there is unrecorded until it is adopted', async () => {
  using kept = createKeptDirectory();
  const dump = await kept.dump(1, { begin: true });
  await kept.dump(2);
  await kept.keep(3);
  const foreign = dump.replace('0101_', '0109_');
  const line = readFileSync(kept.path(sumOf(dump)), 'utf8').replace(dump, foreign);
  copyFileSync(kept.path(dump), kept.path(foreign));
  writeFileSync(kept.path(sumOf(foreign)), line);
  // An orphan isn't a snapshot, and neither is a link.
  copyFileSync(kept.path(dump), kept.path(dump.replace('0101_', '0108_')));
  symlinkSync(dump, kept.path(dump.replace('0101_', '0107_')));
  const report = await kept.audit(4);
  expect(report.counts).toMatchObject({ unrecorded: 1, verified: 3, missing: 0, damaged: 0 });
  expect(messagesOf(report, kept.directory)).toEqual([
    `${foreign} is not in the ledger. If it belongs here, --adopt records it.`,
  ]);
  expect((await kept.audit(5, { adopt: true })).counts).toMatchObject({
    verified: 4,
    unrecorded: 0,
  });
  expect((await kept.audit(6)).counts).toMatchObject({ verified: 4, unrecorded: 0 });
});

test('interrupted acts of dead runs are told, those of living ones are not', async () => {
  using kept = createKeptDirectory();
  const dump = await kept.dump(1, { begin: true });
  await kept.dump(2);
  const ledger = kept.path('archives/ledger.jsonl');
  const lines = readFileSync(ledger, 'utf8').split('\n');
  // The first run was killed when it had recorded its publication.
  writeFileSync(ledger, `${lines[0]}\n`);
  rmSync(kept.path(dump));
  const living = await kept.audit(3);
  expect(statesOf(living)[dump]).toBeUndefined();
  const dead = lines[0]?.replace(/"run":"\d+-/, '"run":"4194304-') ?? '';
  writeFileSync(ledger, `${dead}\n`);
  const report = await kept.audit(3);
  expect(report.items.find(({ item }) => item === dump)).toMatchObject({
    state: 'interrupted',
    message: `The publication of ${kept.path(dump)} was interrupted: it never appeared.`,
  });
});

test('keeping records every act before it happens, and removals are not missing', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1, { begin: true });
  await kept.dump(2);
  await kept.dump(3);
  const orphan = (await kept.dump(4)).replace('0104_', '0105_');
  writeFileSync(kept.path(orphan), 'x');
  const { archived, removed, quarantined } = await kept.keep(6, {
    cleanRoot: true,
    policy: { keepLast: 1 },
  });
  const acts = readFileSync(kept.path('archives/ledger.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const count = (act: string, done?: true) =>
    acts.filter((one) => one['act'] === act && one['done'] === done).length;
  expect(archived).not.toHaveLength(0);
  expect([count('publish'), count('publish', true)]).toEqual([4, 4]);
  expect([count('archive'), count('archive', true)]).toEqual([archived.length, archived.length]);
  expect(count('remove')).toBe(removed.length);
  expect(count('quarantine')).toBe(quarantined.length);
  const { counts } = await kept.audit(7);
  expect({ ...counts, verified: 0 }).toEqual({
    verified: 0,
    stale: 0,
    never: 0,
    damaged: 0,
    missing: 0,
    unrecorded: 0,
    interrupted: 0,
  });
});

test('archiving names the wrong half by the ledger, touches nothing, and records the damage', async () => {
  using kept = createKeptDirectory();
  const dump = await kept.dump(1, { begin: true, compress: true });
  await kept.dump(2, { compress: true });
  appendFileSync(kept.path(dump), 'x');
  const before = readFileSync(kept.path(dump));
  const { decisions, archived, removed, quarantined } = await kept.keep(3, { cleanRoot: true });
  // A compressed dump has no readable manifest: only the ledger knows.
  expect(decisions.filter(({ action }) => action === 'damaged')).toMatchObject([
    {
      path: kept.path(dump),
      reasons: [`${kept.path(dump)} is damaged: it matches neither ${sumOf(dump)} nor the ledger.`],
    },
  ]);
  expect([archived, removed, quarantined]).toEqual([[], [], []]);
  expect(readFileSync(kept.path(dump))).toEqual(before);
  await kept.keep(4);
  const records = readFileSync(kept.path('archives/ledger.jsonl'), 'utf8');
  expect(records.match(/"act":"damaged"/g)).toHaveLength(1);
  const plan = await kept.audit(5, { dryRun: true, policy: { sample: 0.01 } });
  expect(plan.items[0]).toMatchObject({ item: dump, state: 'damaged', read: true });
});

test('items that were verified longer ago than the maximum age are stale', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1, { begin: true });
  await kept.audit(2);
  await kept.dump(3);
  await kept.audit(4, { policy: { sample: 0.01 } });
  await kept.dump(5);
  const day = 86_400_000;
  const plan = await kept.audit(20, { dryRun: true, policy: { maxAge: 17 * day, sample: 0.01 } });
  const states = plan.items.map(({ state, read }: AuditedItem) => [state, read]);
  expect(states).toEqual([
    ['never', true],
    ['stale', false],
    ['verified', false],
  ]);
  expect(plan.oldestVerification).toBeNull();
});

test('a broken chain and a checkpoint that does not hold are problems, not errors', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1, { begin: true });
  const { checkpoint } = (await kept.audit(2)).ledger;
  await kept.dump(3);
  if (checkpoint === undefined) throw new Error('no checkpoint');
  expect((await kept.audit(4, { checkpoint })).ledger.problems).toEqual([]);
  const ledger = kept.path('archives/ledger.jsonl');
  const text = readFileSync(ledger, 'utf8');
  writeFileSync(ledger, text.replace('2026-01-01', '2026-01-02'));
  const report = await kept.audit(5, { checkpoint });
  expect(report.ledger.problems).toHaveLength(2);
  expect(report.counts).toMatchObject({ verified: 2, damaged: 0 });
  rmSync(ledger);
  await expect(kept.audit(6, { checkpoint })).rejects.toMatchObject({ code: 'INTEGRITY' });
});

test('two limits are a usage error', async () => {
  using kept = createKeptDirectory();
  await kept.dump(1);
  await expect(kept.audit(2, { policy: { sample: 1, budget: 1 } })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('other runs may work meanwhile: what they remove is not missing', async () => {
  using kept = createKeptDirectory();
  for (let day = 1; day <= 4; day++) await kept.dump(day, { begin: day === 1 });
  let started: ReturnType<typeof kept.keep> | undefined;
  const report = await kept.audit(5, {}, ({ type }) => {
    if (type === 'phase-started') started = kept.keep(6, { cleanRoot: true });
  });
  await started;
  expect(report.counts).toMatchObject({ missing: 0, unrecorded: 0, damaged: 0 });
  const last = await kept.audit(7);
  expect(last.counts).toMatchObject({ verified: 4, missing: 0, unrecorded: 0, damaged: 0 });
});
