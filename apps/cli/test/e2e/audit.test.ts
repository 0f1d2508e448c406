import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { dumpProject } from '@create-dump/dumping';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { closeSchema } from './close-schema.js';
import { runBin } from './run-bin.js';

/** `CREATE_DUMP_AUDIT_SNAPSHOTS=200 CREATE_DUMP_AUDIT_ROUNDS=50` for the long run. */
const size = Number(process.env['CREATE_DUMP_AUDIT_SNAPSHOTS'] ?? 24);
const rounds = Number(process.env['CREATE_DUMP_AUDIT_ROUNDS'] ?? 2);

interface Document {
  readonly items: readonly {
    readonly item: string;
    readonly state: string;
    readonly message: string | null;
  }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly ledger: { readonly ok: boolean; readonly records: number };
}

const validate = new Ajv2020({ strictRequired: false, allowUnionTypes: true }).compile(
  closeSchema(
    JSON.parse(
      readFileSync(new URL('../../schemas/documents.schema.json', import.meta.url), 'utf8'),
    ) as object,
  ),
);

/** Makes dumps of consecutive days in `kept`, of a tree that changes daily. */
async function makeDumps(cwd: string, first: number, count: number): Promise<void> {
  for (let day = first; day < first + count; day++) {
    writeTree(join(cwd, 'p'), { 'a.txt': `some text of day ${day}\n`.repeat(20) });
    const now = new Date(Date.UTC(2026, 0, day));
    await dumpProject(
      {
        selection: { root: join(cwd, 'p') },
        destination: { kind: 'directory', directory: join(cwd, 'kept') },
      },
      { process: { pid: process.pid, hostname: 'test', now }, tool: 'test' },
    );
  }
}

/** Changes one bit. */
function flip(path: string, place: (bytes: Buffer) => number): void {
  const bytes = readFileSync(path);
  const at = place(bytes);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function swap(one: string, other: string): void {
  renameSync(one, `${one}.x`);
  renameSync(other, one);
  renameSync(`${one}.x`, other);
}

/** The digests of all files but the ledger and the journals, by name. */
function survey(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.(?:md|sha256|zip|gz)$/.test(name));
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(directory, name)))
      .digest('hex');
  return Object.fromEntries(files.map((name) => [name, digest(name)]));
}

it(
  `audit names each of ten kinds of damage among ${size} snapshots once, and other commands touch none of it`,
  async () => {
    using place = temporaryDirectory();
    const cwd = place.path;
    const kept = join(cwd, 'kept');
    const run = (...args: string[]) => runBin(args, { cwd });
    const audit = async () => {
      const { code, stdout, stderr } = await run('audit', 'kept', '--json');
      const document = JSON.parse(stdout.toString()) as Document;
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
      return { code, stderr, document };
    };
    // Half of them in ZIPs, a quarter in tar.gz, a quarter live. One more is live: the newest isn't archived.
    await makeDumps(cwd, 1, size / 2 + 1);
    expect((await run('archive', 'kept', '--clean-root')).code).toBe(0);
    await makeDumps(cwd, size / 2 + 2, size / 4);
    const tar = await run('archive', 'kept', '--clean-root', '--archive-format', 'tar.gz');
    expect(tar.code).toBe(0);
    await makeDumps(cwd, size + 10, size / 4);

    for (let round = 0; round < rounds; round++) {
      const { code, document } = await audit();
      expect(code).toBe(0);
      expect(document.counts).toMatchObject({ verified: size + 1, damaged: 0 });
      expect(document.items).toHaveLength(size + 1);
    }

    const names = readdirSync(kept);
    const dumps = names.filter((name) => name.endsWith('.md'));
    const archives = readdirSync(join(kept, 'archives')).map((name) => `archives/${name}`);
    const zips = archives.filter((name) => name.endsWith('.zip'));
    const tarGz = archives.find((name) => name.endsWith('.tar.gz'));
    const path = (name: string | undefined) => join(kept, name ?? '');
    const [content, manifest, checksum, truncated, removed = ''] = dumps;
    const [data, directory, removedArchive = '', first = '', second = ''] = zips;
    flip(path(content), (bytes) => bytes.indexOf('some text'));
    flip(path(manifest), (bytes) => bytes.indexOf('"path":') + 2);
    flip(path(checksum).replace(/\.md$/, '.sha256'), () => 3);
    flip(path(data), () => 120);
    flip(path(directory), (bytes) => bytes.lastIndexOf('PK\u0001\u0002') + 50);
    flip(path(tarGz), (bytes) => Math.floor(bytes.length / 2));
    truncateSync(path(truncated), 300);
    rmSync(path(removed));
    rmSync(path(removedArchive));
    swap(path(first), path(second));
    const damaged = [content, manifest, checksum, truncated, data, directory, tarGz, first, second];
    const expected = Object.fromEntries([
      ...damaged.map((name) => [name, 'damaged']),
      [removed, 'missing'],
      [removedArchive, 'missing'],
    ]) as Record<string, string>;

    const { code, stderr, document } = await audit();
    const wrong = document.items.filter(({ message }) => message !== null);
    expect(code).toBe(4);
    expect(Object.fromEntries(wrong.map(({ item, state }) => [item, state]))).toEqual(expected);
    expect(wrong).toHaveLength(Object.keys(expected).length);
    expect(document.counts['verified']).toBe(size + 1 - wrong.length);
    for (const { item } of wrong) {
      const told = stderr
        .split('\n')
        .filter((line) => line.split(/[ ,:]/).find((word) => word.startsWith(kept)) === path(item));
      expect([item, told.length]).toEqual([item, 1]);
    }

    const before = survey(kept);
    const isDamaged = (name: string) =>
      damaged.some((one) => name === one || name === one?.replace(/\.md$/, '.sha256'));
    const commands = [
      ['archive', 'kept', '--clean-root', '--keep-last', '1'],
      ['single', 'p', '--dest', 'kept', '--archive', '--clean-root', '--keep-last', '1'],
      ['batch', '--dirs', 'p', '--dest', 'kept', '--archive-all', '--clean-root'],
    ];
    for (const command of commands) {
      expect([command, (await run(...command)).code]).toEqual([command, 4]);
      const after = survey(kept);
      for (const name of Object.keys(before).filter(isDamaged)) {
        expect([name, after[name]]).toEqual([name, before[name]]);
      }
    }
    // Archiving has removed a lot by the rules, and each removal is recorded.
    const last = await audit();
    const bad = last.document.items.filter(({ message }) => message !== null);
    expect(Object.fromEntries(bad.map(({ item, state }) => [item, state]))).toEqual(expected);
  },
  60_000 + size * rounds * 60,
);

it('keeps a checkpoint elsewhere, and proves with it that nothing before was changed', async () => {
  using place = temporaryDirectory();
  const cwd = place.path;
  const run = (...args: string[]) => runBin(args, { cwd });
  await makeDumps(cwd, 1, 3);
  const begun = await run('audit', 'kept', '--checkpoint-out', 'checkpoint');
  expect(begun.code).toBe(0);
  const text = readFileSync(join(cwd, 'checkpoint'), 'utf8');
  expect(text).toMatch(/^create-dump\/ledger\/[0-9a-f]{16}\n6\n[A-Za-z0-9+/]{43}=\n$/);
  const both = ['--checkpoint', 'checkpoint', '--checkpoint-out', 'checkpoint'];
  expect((await run('audit', 'kept', ...both)).code).toBe(0);
  expect(readFileSync(join(cwd, 'checkpoint'), 'utf8')).toMatch(/\n9\n/);

  const ledger = join(cwd, 'kept/archives/ledger.jsonl');
  const lines = readFileSync(ledger, 'utf8').split('\n');
  writeFileSync(ledger, `${lines.slice(0, 7).join('\n')}\n`);
  expect((await run('audit', 'kept', '--sample', '1%')).code).toBe(0);
  const cut = await run('audit', 'kept', ...both);
  expect(cut.code).toBe(4);
  expect(cut.stderr).toContain('The ledger is broken.');
  expect(cut.stderr).toContain('No checkpoint was written');
  rmSync(ledger);
  const gone = await run('audit', 'kept', ...both);
  expect([gone.code, readdirSync(join(cwd, 'kept/archives'))]).toEqual([4, []]);
  const refused = await run('audit', 'kept', '--checkpoint-out', 'p/a.txt');
  expect(refused.stderr).toContain('exists and is not a checkpoint');
  expect((await run('audit', 'kept', '--checkpoint', 'none')).code).toBe(2);
});

it('records with --ledger, or where there is a ledger, what single, batch and archive do', async () => {
  using place = temporaryDirectory();
  const cwd = place.path;
  writeTree(cwd, { 'p/a.txt': 'a\n', 'q/b.txt': 'b\n' });
  const run = (...args: string[]) => runBin(args, { cwd });
  const ledger = join(cwd, 'kept/archives/ledger.jsonl');
  const acts = () =>
    readFileSync(ledger, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const { act, item, to, done } = JSON.parse(line) as Record<string, string>;
        return [act, item?.replace(/\d{8}_\d{6}/, '*'), to && 'to', done && 'done'];
      });
  await run('single', 'p', '--dest', 'kept');
  expect(readdirSync(join(cwd, 'kept'))).not.toContain('archives');
  expect((await run('single', 'p', '--dest', 'kept', '--ledger')).code).toBe(0);
  const batch = ['batch', '--dirs', 'p,q', '--dest', 'kept', '--jobs', '1'];
  expect((await run(...batch, '--atomic')).code).toBe(0);
  expect(
    (await run('archive', 'kept', '--include-current', '--clean-root', '--pin', 'x')).code,
  ).toBe(2);
  const p = 'p_all_code_dump_*.md';
  const q = 'q_all_code_dump_*.md';
  const named = (name: string) => (item: string | undefined) => item?.replace(/-\d/, '') === name;
  const seen = acts();
  expect(seen[0]?.[0]).toBe('adopt');
  expect(seen.filter(([act, item]) => act === 'publish' && named(p)(item))).toHaveLength(4);
  expect(seen.filter(([act, item]) => act === 'publish' && named(q)(item))).toHaveLength(2);
  for (const command of [['single', 'p', '--dest', 'kept'], batch]) {
    await run(...command, '--skip-unchanged');
  }
  const unchanged = acts().slice(seen.length);
  expect(unchanged.map(([act]) => act)).toContain('unchanged');
  const count = acts().length;
  expect((await run('archive', 'kept', '--include-current', '--clean-root')).code).toBe(0);
  const more = acts().slice(count);
  const counts = (word: string) => more.filter((one) => one.includes(word)).length;
  expect([counts('archive'), counts('done'), counts('remove')]).toEqual([8, 4, 4]);
  expect((await run('audit', 'kept')).code).toBe(0);
  // Dumps leave the ledger out, wherever it is.
  const files = await run('files', '.', '--no-use-gitignore');
  expect(files.stdout.toString()).not.toContain('ledger');
});

it('is what snapshots says about the last verification', async () => {
  using place = temporaryDirectory();
  const cwd = place.path;
  writeTree(cwd, { 'p/a.txt': 'a\n', 'q/b.txt': 'b\n' });
  const run = (...args: string[]) => runBin(args, { cwd });
  const list = async () => (await run('snapshots', 'kept')).stdout.toString();
  for (const tree of ['p', 'q']) await run('single', tree, '--dest', 'kept');
  expect(await list()).not.toContain('VERIFIED');
  await run('audit', 'kept');
  const day = new Date().toISOString().slice(0, 10);
  const name = readdirSync(join(cwd, 'kept')).find((one) => /^q.*\.md$/.test(one)) ?? '';
  const text = readFileSync(join(cwd, 'kept', name), 'utf8');
  writeFileSync(join(cwd, 'kept', name), text.replace('\nb\n', '\nc\n'));
  await run('audit', 'kept');
  await run('single', 'p', '--dest', 'kept');
  const [head, ...rows] = (await list()).trimEnd().split('\n');
  expect(head).toMatch(/PLACE +VERIFIED +GROUP$/);
  const cells = rows.map((row) =>
    / (never|damaged|[\d-]{10}) +(p|q)/.exec(row)?.slice(1).join(' '),
  );
  expect(new Set(cells)).toEqual(new Set([`${day} p`, 'damaged q', 'never p']));
  const { stdout } = await run('snapshots', 'kept', '--json');
  const document: unknown = JSON.parse(stdout.toString());
  validate(document);
  expect(validate.errors).toBeNull();
  expect(JSON.stringify(document)).toContain('"damaged":true');
});

it('refuses what contradicts itself', async () => {
  using place = temporaryDirectory();
  const cwd = place.path;
  await makeDumps(cwd, 1, 1);
  for (const [args, message] of [
    [['audit', 'kept', '--sample', '5%', '--budget', '1MB'], 'give only one of them'],
    [['audit', 'kept', '--sample', '0%'], 'is not a share'],
    [['audit', 'kept', '--max-age', '1 month'], 'is not a duration'],
    [['single', 'p', '--output', 'x.md', '--ledger'], 'give --dest instead of --output'],
  ] as const) {
    const { code, stderr } = await runBin(args, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  }
  appendFileSync(join(cwd, 'p/a.txt'), 'x');
  const none = await runBin(['audit', 'p'], { cwd });
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('There is no snapshot in')]);
});
