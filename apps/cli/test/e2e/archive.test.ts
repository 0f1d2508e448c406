import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  digest,
  dumpName,
  dumpOf,
  listing,
  namesInArchives,
  wholeDumps,
  writePair,
} from './archive-snapshots.js';
import { runBin } from './run-bin.js';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const days = ['20260101_000000', '20260102_000000', '20260103_000000', '20260104_000000'];

async function fill(directory: string, stamps: readonly string[] = days): Promise<string[]> {
  const dumps = stamps.map(async (stamp) =>
    writePair(directory, dumpName(stamp), await dumpOf(stamp)),
  );
  return Promise.all(dumps);
}

interface Document {
  readonly decisions: readonly {
    action: string;
    what: string;
    path: string;
    reasons: string[];
    group?: string;
    tree?: string;
  }[];
  readonly archived: readonly { path: string }[];
  readonly removed: readonly string[];
  readonly failures: readonly { code: string }[];
}

async function archive(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await runBin(['archive', '--json', ...args], { cwd });
  const text = stdout.toString();
  return { code, stderr, document: (text === '' ? {} : JSON.parse(text)) as Document };
}

describe('create-dump archive', () => {
  it('archives all but the newest; --clean-root removes them and keeps only the last archives', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path);
    const first = await runBin(['archive'], { cwd: path });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout.toString()).toBe(
      ['01', '02', '03']
        .map(
          (day) =>
            `archived ${dumpName(`202601${day}_000000`)} in archives/p_202601${day}_000000.zip\n`,
        )
        .join(''),
    );
    expect(readdirSync(path)).toHaveLength(9);
    expect((await runBin(['archive'], { cwd: path })).stdout.toString()).toBe('');
    const second = await runBin(['archive', '--clean-root', '--keep-last', '2'], { cwd: path });
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(path)).toEqual([
      'archives',
      dumpName('20260104_000000'),
      dumpName('20260104_000000').replace('.md', '.sha256'),
    ]);
    expect(namesInArchives(path)).toEqual([
      'p_20260102_000000.zip',
      'p_20260103_000000.zip',
      'tombstones.jsonl',
    ]);
  });

  it('--group, or the setting, makes one group of trees that move; in a batch, of each project', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const settings = 'group = "nightly"\n';
    const tree = { 'api/a': 'a', 'web/b': 'b' };
    writeTree(join(path, 'x'), { ...tree, 'api/create-dump.toml': settings });
    writeTree(join(path, 'y'), tree);
    const groups = async (dest: string) => {
      const { document } = await archive(path, dest, '--dry-run', '--include-current');
      const keys = document.decisions.map(({ group, tree }) => `${group} ${tree}`);
      return new Set(keys).size;
    };
    const run = async (...args: string[]) =>
      expect(await runBin(args, { cwd: path })).toMatchObject({ code: 0 });
    await run('x/web', '-d', 'apart');
    await run('y/web', '-d', 'apart');
    expect(await groups('apart')).toBe(2);
    await run('x/web', '-d', 'one', '--group', 'nightly');
    await run('y/web', '-d', 'one', '--group', 'nightly');
    expect(await groups('one')).toBe(1);
    await run('x/api', '-d', 'set');
    await run('y/api', '-d', 'set', '--group', 'nightly');
    expect(await groups('set')).toBe(1);
    await run('batch', 'x', '-d', 'many', '--group', 'nightly');
    await run('batch', 'y', '-d', 'many', '--group', 'nightly');
    expect(await groups('many')).toBe(2);
    expect(await runBin(['x/api', '--group', ''], { cwd: path })).toMatchObject({ code: 2 });
  });

  it('does not archive what retention would remove at once, unless the original is to be removed', async () => {
    using directory = temporaryDirectory();
    await fill(directory.path);
    const { document } = await archive(directory.path, '--keep-last', '1');
    expect(document.archived.map(({ path }) => path)).toEqual([
      join(directory.path, 'archives', 'p_20260103_000000.zip'),
    ]);
    const again = await archive(directory.path, '--keep-last', '1');
    expect(again.document).toMatchObject({ archived: [], removed: [], failures: [] });
  });

  it('--include-current archives the newest, too, which is removed without --keep-latest', async () => {
    using directory = temporaryDirectory();
    await fill(directory.path);
    await archive(directory.path, '--include-current', '--keep-latest', '--clean-root');
    expect(readdirSync(directory.path)).toHaveLength(3);
    expect(namesInArchives(directory.path)).toHaveLength(5);
    await archive(directory.path, '--include-current', '--clean-root');
    expect(readdirSync(directory.path)).toEqual(['archives']);
  });

  it('--no-remove removes and moves nothing', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path);
    writeFileSync(join(path, dumpName('20250101_000000')), 'an orphan');
    await archive(path);
    const before = listing(path);
    const rules = ['--clean-root', '--keep-last', '1', '--no-remove'];
    expect(await archive(path, ...rules)).toMatchObject({ code: 0, document: { removed: [] } });
    expect(listing(path)).toEqual(before);
  });

  it('pins by name and by a file beside the snapshot', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path);
    writeFileSync(join(path, `${dumpName('20260102_000000')}.keep`), '');
    const rules = ['--clean-root', '--keep-last', '1', '--pin', 'p_20260101_000000'];
    const wrong = await archive(path, ...rules);
    expect(wrong).toMatchObject({ code: 2 });
    await archive(path);
    expect(await archive(path, ...rules)).toMatchObject({ code: 0 });
    expect(readdirSync(join(path, 'archives')).filter((name) => name.endsWith('zip'))).toHaveLength(
      3,
    );
    expect(readdirSync(path)).toContain(dumpName('20260102_000000'));
  });

  it('finds snapshots in subdirectories with --search and archives them in the top directory', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    const below = join(path, 'a', 'b');
    mkdirSync(below, { recursive: true });
    await fill(below);
    expect((await archive(path)).document.archived).toEqual([]);
    const { code, document } = await archive(path, '--search', '--clean-root');
    expect({ code, archived: document.archived.length }).toEqual({ code: 0, archived: 3 });
    expect(readdirSync(below)).toHaveLength(2);
    expect((await wholeDumps(path)).size).toBe(3);
  });

  it('stops if a pattern takes too long, and changes nothing', async () => {
    using directory = temporaryDirectory();
    writePair(directory.path, dumpName('20260101_000000', 'a'.repeat(40)), await dumpOf('a'));
    const before = listing(directory.path);
    const { code, stderr } = await archive(directory.path, '--dump-pattern', '^(a+)+$');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('takes too long') as string,
    });
    expect(listing(directory.path)).toEqual(before);
  });

  it('quarantines orphans, reports them, and exits with 0', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path);
    writeFileSync(join(path, dumpName('20250101_000000')), 'an orphan');
    const result = await runBin(['archive'], { cwd: path });
    expect(result.code).toBe(0);
    expect(result.stdout.toString().match(/^quarantined /gm)).toHaveLength(1);
    expect(readdirSync(join(path, 'archives', 'quarantine'))).toHaveLength(2);
  });

  it.each([
    ['archive', []],
    ['single', ['p', '--dest', 'dumps', '--archive']],
    ['batch', ['--dest', 'dumps', '--archive']],
  ] as const)('%s leaves a damaged pair where it is, and exits with 4', async (command, words) => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeTree(path, { 'p/package.json': '{"name":"p"}' });
    const dumps = join(path, 'dumps');
    mkdirSync(dumps);
    const [first = ''] = await fill(dumps);
    writeFileSync(first, ' ', { flag: 'a' });
    const before = readFileSync(first);
    const args = command === 'archive' ? ['dumps'] : words;
    const rules = ['--keep-last', '1', '--clean-root', '--metrics-file', 'm.prom'];
    const run = { cwd: path, env: { SOURCE_DATE_EPOCH: '1768000000' } };
    for (let night = 1; night <= 2; night++) {
      const { code, stderr } = await runBin([command, ...args, ...rules], run);
      expect({ command, night, code }).toEqual({ command, night, code: 4 });
      expect(stderr).toContain(`${first} is damaged`);
      expect(readFileSync(first)).toEqual(before);
      expect(existsSync(first.replace('.md', '.sha256'))).toBe(true);
    }
    expect(existsSync(join(dumps, 'archives/quarantine'))).toBe(false);
    const metrics = readFileSync(join(path, 'm.prom'), 'utf8');
    expect(metrics).toMatch(/^create_dump_errors_total\{.*code="INTEGRITY".*\} 2$/m);
    expect(metrics).not.toMatch(/^create_dump_last_success_timestamp_seconds.* [1-9]/m);
  });

  it.each([
    ['zip', 'p_20260101_000000.zip'],
    ['tar.gz', 'p_20260101_000000.tar.gz'],
  ])(
    'a damaged archive (%s) is found, is no copy, and saves its snapshot',
    async (format, name) => {
      using directory = temporaryDirectory();
      const { path } = directory;
      await fill(path);
      await archive(path, '--archive-format', format);
      const damaged = join(path, 'archives', name);
      const bytes = readFileSync(damaged);
      bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
      writeFileSync(damaged, bytes);
      const verified = await runBin(['verify', damaged], { cwd: path });
      expect(verified).toMatchObject({ code: 4 });
      expect(verified.stdout.toString()).toBe(`${damaged}: FAILED\n`);
      expect(await runBin(['verify', '.'], { cwd: path })).toMatchObject({ code: 4 });
      expect(await runBin(['verify', 'archives'], { cwd: path })).toMatchObject({ code: 4 });

      const rules = ['--clean-root', '--keep-last', '3', '--archive-format', format];
      const { code, stderr, document } = await archive(path, '--quiet', ...rules);
      expect(code).toBe(4);
      expect(stderr).toContain('is not sound');
      expect(document.failures).toEqual([]);
      // It doesn't count as one of three: a new one is made, and the snapshot stays as well.
      expect(readdirSync(path)).toContain(dumpName('20260101_000000'));
      expect(readdirSync(join(path, 'archives'))).toContain(`p_20260101_000000-1.${format}`);
      expect(readFileSync(damaged)).toEqual(bytes);
      expect((await wholeDumps(path)).size).toBe(4);
    },
  );

  it('detects damage in the only archive of a group', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path, ['20260101_000000']);
    await archive(path, '--include-current', '--clean-root');
    const only = join(path, 'archives', 'p_20260101_000000.zip');
    writeFileSync(only, readFileSync(only).subarray(0, 300));
    expect(await archive(path, '--keep-last', '1')).toMatchObject({ code: 4 });
    expect(readdirSync(join(path, 'archives'))).toContain('p_20260101_000000.zip');
  });

  const strace = findTool('strace');
  it.skipIf(strace === undefined)(
    'a dry run of everything changes nothing (skipped without strace)',
    async () => {
      using directory = temporaryDirectory();
      const { path } = directory;
      const [first = '', second = ''] = await fill(path);
      writePair(path, 'z_all_code_dump_20260101_000000.md.gz', await dumpOf('z', true));
      writePair(path, 'z_all_code_dump_20260102_000000.md.gz', await dumpOf('zz', true));
      await archive(path, '--pin', 'p_all_code_dump_20260101_000000');
      writeFileSync(second, 'changed');
      writeFileSync(join(path, dumpName('20250101_000000')), 'an orphan');
      writeFileSync(join(path, `.create-dump-1-1-00000000-00000000-1-0-dump.tmp`), '');
      const before = listing(path);
      const trace = join(path, '..', `${digest(first)}.trace`);
      const rules = ['--clean-root', '--keep-last', '1', '--keep-daily', '1', '--include-current'];
      const command = [process.execPath, bin, 'archive', '--dry-run', '--search', ...rules];
      const { status, stdout } = spawnSync('strace', ['-f', '-o', trace, ...command], {
        cwd: path,
        encoding: 'utf8',
        // Coverage would be written.
        env: { ...process.env, NODE_V8_COVERAGE: '' },
      });
      expect(status).toBe(4);
      for (const action of ['archive', 'remove', 'keep', 'quarantine', 'damaged']) {
        expect(stdout).toMatch(new RegExp(`^${action} `, 'm'));
      }
      const calls = readFileSync(trace, 'utf8').split('\n');
      expect(calls.length).toBeGreaterThan(100);
      expect(calls.filter(isChange)).toEqual([]);
      expect(listing(path)).toEqual(before);
      execFileSync('rm', [trace]);
    },
  );
});

/** Whether a line of strace is a call that could change a file system. */
function isChange(line: string): boolean {
  const call = line.replace(/^\d+ +/, '');
  if (
    /^(?:unlink|unlinkat|rename|renameat2?|mkdir|mkdirat|rmdir|link|linkat|symlink|symlinkat|mknod|mknodat|creat|truncate|ftruncate|chmod|fchmod|fchmodat|chown|fchown|fchownat|utimensat|fallocate|setxattr|fsetxattr|fsync|fdatasync|bind)\(/.test(
      call,
    )
  ) {
    return true;
  }
  return /^open(?:at)?\(/.test(call) && /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE/.test(call);
}

/** A module in which it is always the same time. */
function clockAt(time: string): string {
  const source = `
    globalThis.Date = class extends Date {
      constructor(...given) { super(...(given.length > 0 ? given : [${Date.parse(time)}])); }
      static now() { return ${Date.parse(time)}; }
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

describe('archives', () => {
  it('have the same bytes on another day and in another time zone', async () => {
    using directory = temporaryDirectory();
    const made: Record<string, string>[] = [];
    for (const [place, time, zone] of [
      ['a', '2026-02-01T00:00:00Z', 'Asia/Kathmandu'],
      ['b', '2031-07-01T12:34:56Z', 'America/St_Johns'],
    ] as const) {
      const path = join(directory.path, place);
      mkdirSync(path);
      for (const dump of await fill(path)) utimesSync(dump, new Date(time), new Date(time));
      const env = { TZ: zone, NODE_OPTIONS: `--import=${clockAt(time)}` };
      for (const [format, more] of [
        ['zip', '--search'],
        ['tar.gz', '--include-current'],
      ] as const) {
        const args = ['archive', '--archive-format', format, more];
        expect(await runBin(args, { cwd: path, env })).toMatchObject({ code: 0, stderr: '' });
      }
      const archives = join(path, 'archives');
      const digests = namesInArchives(path).map((name) => [
        name,
        digest(readFileSync(join(archives, name))),
      ]);
      made.push(Object.fromEntries(digests) as Record<string, string>);
    }
    expect(Object.keys(made[0] ?? {})).toHaveLength(4);
    expect(made[0]).toEqual(made[1]);
  });

  const judges = {
    zip: [
      ['unzip', '-t', 'No errors detected'],
      ['7z', 't', 'Everything is Ok'],
      [
        'python3',
        '-c',
        'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())',
        'None',
      ],
    ],
    'tar.gz': [
      ['gzip', '-tv', 'OK'],
      ['7z', 't', 'Everything is Ok'],
      [
        'python3',
        '-c',
        'import sys, tarfile; print(len(tarfile.open(sys.argv[1]).getmembers()))',
        '2',
      ],
    ],
  } as const;
  const extractors = { zip: ['unzip', '-q'], 'tar.gz': ['tar', 'xzf'] } as const;

  it.each(['zip', 'tar.gz'] as const)(
    'of every kind of dump are accepted by the judges there are, and sha256sum -c by what they extract (%s)',
    async (format) => {
      using directory = temporaryDirectory();
      const { path } = directory;
      await fill(path);
      writePair(path, 'é 😀_all_code_dump_20260101_000000.md', await dumpOf('é'));
      writePair(path, '-rf_all_code_dump_20260101_000000-3.md', await dumpOf('-'));
      writePair(path, 'z_all_code_dump_20260101_000000.md.gz', await dumpOf('z', true));
      writePair(path, 'j_all_code_dump_20260101_000000.json', Buffer.from('{}'));
      expect(await archive(path, '--include-current', '--archive-format', format)).toMatchObject({
        code: 0,
      });
      const archives = join(path, 'archives');
      expect(namesInArchives(path)).toHaveLength(8);
      for (const name of namesInArchives(path)) {
        for (const [tool, ...words] of judges[format]) {
          if (findTool(tool) === undefined) continue;
          const says = words.at(-1) ?? '';
          const { stdout, stderr, status } = spawnSync(
            tool,
            [...words.slice(0, -1), join(archives, name)],
            { encoding: 'utf8' },
          );
          expect({ tool, name, status, said: `${stdout}${stderr}` }).toEqual({
            tool,
            name,
            status: 0,
            said: expect.stringContaining(says) as string,
          });
        }
        const to = join(path, 'out', name);
        mkdirSync(to, { recursive: true });
        const [tool, ...words] = extractors[format];
        if (findTool(tool) === undefined || findTool('sha256sum') === undefined) continue;
        execFileSync(tool, [...words, join(archives, name)], { cwd: to });
        const checksum = readdirSync(to).find((file) => file.endsWith('.sha256')) ?? '';
        execFileSync('sha256sum', ['--strict', '-c', '--', checksum], { cwd: to });
      }
    },
  );
});

describe('the lock', () => {
  it('makes a second run in the same directory exit with 6', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    await fill(path);
    const { dev, ino } = statSync(path, { bigint: true });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(`\0create-dump/${dev}/${ino}`, resolve));
    const { code, stderr } = await archive(path);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^create-dump: Another run is working in /);
    server.close();
    expect((await archive(path)).code).toBe(0);
    expect(readdirSync(path)).not.toContain('.create-dump.lock');
  });
});

describe('create-dump single --archive', () => {
  it('keeps the last snapshot of each of two trees with one name', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeTree(path, { 'x/api/a': 'x', 'y/api/a': 'y' });
    for (const tree of ['x', 'y']) {
      const dumped = await runBin(['single', `${tree}/api`, '--dest', 'dumps'], { cwd: path });
      expect(dumped).toMatchObject({ code: 0, stderr: '' });
    }
    const rules = ['--include-current', '--keep-last', '1', '--clean-root'];
    const { code, stderr, document } = await archive(path, 'dumps', ...rules);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect([document.archived.length, document.removed.length]).toEqual([2, 2]);
    expect((await wholeDumps(join(path, 'dumps'))).size).toBe(2);
  });

  it('archives older dumps of the same name, or of all names', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeTree(path, { 'p/a': 'a' });
    const out = join(path, 'p', 'dumps');
    mkdirSync(out);
    for (const name of ['p', 'q']) {
      for (const day of days) writePair(out, dumpName(day, name), await dumpOf(day + name));
    }
    const args = ['p', '--dest', 'p/dumps', '--keep-last', '3', '--json'];
    // Later than the dumps, and of the same group: it doesn't record its tree either.
    const run = { cwd: path, env: { SOURCE_DATE_EPOCH: '1768000000' } };
    const one = await runBin([...args, '--archive', '--clean-root'], run);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    const document = JSON.parse(one.stdout.toString()) as { files: number; keeping: Document };
    // Neither its own dumps nor its archives are dumped.
    expect(document.files).toBe(1);
    expect(document.keeping.archived).toHaveLength(4);
    expect(readdirSync(out).filter((name) => name.startsWith('p_'))).toHaveLength(2);
    expect(readdirSync(out).filter((name) => name.startsWith('q_'))).toHaveLength(8);
    const dry = await runBin([...args, '--archive-all', '--dry-run'], run);
    const planned = JSON.parse(dry.stdout.toString()) as { files: unknown[]; keeping: Document };
    expect(planned.files).toHaveLength(1);
    const actions = planned.keeping.decisions.map(({ action, what }) => `${action} ${what}`);
    expect(actions.filter((one) => one === 'archive snapshot')).toHaveLength(4);
    expect(actions.filter((one) => one === 'remove archive')).toHaveLength(1);
    const all = await runBin([...args, '--archive-all'], run);
    const done = JSON.parse(all.stdout.toString()) as { keeping: Document };
    expect(done.keeping.archived).toHaveLength(4);
    expect(done.keeping.removed).toHaveLength(1);
  });

  it.each([
    [['--keep-last', '5'], 'add --archive'],
    [['--clean-root'], 'add --archive'],
    [['--archive', '--keep-last', '0'], '--keep-last "0"'],
    [['--archive', '--keep-daily', '-1'], '--keep-daily "-1"'],
    [['--archive', '--keep-last', 'abc'], '--keep-last "abc"'],
    [['--archive', '--keep-last', '1.5'], '--keep-last "1.5"'],
    [['--archive', '--keep-last', '1e3'], '--keep-last "1e3"'],
    [['--archive', '--keep-last', '0x10'], '--keep-last "0x10"'],
    [['--archive', '--keep-last', '1', '--keep-last', '2'], '--keep-last is given 2 times'],
    [['--archive', '--keep-last'], '--keep-last needs a value'],
    [['--archive', '--no-keep-last'], '--keep-last takes a value'],
    [['--archive', '--keep-last', ''], '--keep-last has no value'],
    [['--archive', '--keep-within', '30'], '--keep-within'],
    [['--archive', '--archive-format', 'rar'], 'archive-format'],
    [['--archive', '--dump-pattern', '('], '--dump-pattern is not a regular expression'],
    [['--archive', '--output', 'x.md'], 'give --dest instead'],
  ])('%j is a usage error, and nothing is written', async (args, message) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a': 'a' });
    const { code, stderr } = await runBin(['p', ...args], { cwd: directory.path });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(message) as string,
    });
    expect(readdirSync(directory.path)).toEqual(['p']);
  });
});
