import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

describe('the history of a directory', () => {
  const directory = temporaryDirectory();
  const cwd = directory.path;
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runBin(args, { cwd });
    return { code, out: stdout.toString(), stderr };
  };
  const git = (...args: readonly string[]) =>
    execFileSync(
      'git',
      ['-C', join(cwd, 'tree'), '-c', 'user.name=x', '-c', 'user.email=x@x', ...args],
      {
        encoding: 'utf8',
      },
    );
  const commits: string[] = [];

  beforeAll(async () => {
    writeTree(cwd, { 'tree/always': 'the same needle\n' });
    git('init', '-q');
    for (let day = 1; day <= 6; day++) {
      writeTree(cwd, {
        'tree/a.txt': `needle ${Math.ceil(day / 2)}\nx\n`,
        [`tree/day${day}`]: 'é\n',
      });
      if (day === 4) rmSync(join(cwd, 'tree/day1'));
      git('add', '-A');
      git('commit', '-qm', String(day));
      const commit = git('rev-parse', 'HEAD').trim();
      commits.push(commit);
      const env = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 2, day, 3) / 1000) };
      await runBin(['tree', '--dest', 'dumps', '--ref', commit], { cwd, env });
    }
    await run('archive', 'dumps', '--clean-root');
    return () => directory[Symbol.dispose]();
  }, 120_000);

  it('snapshots lists it in 80 columns', async () => {
    const { code, out } = await run('snapshots', 'dumps');
    expect(code).toBe(0);
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toBe('ID        TIME (UTC)           FILES    SIZE  COMMIT    PLACE     GROUP');
    expect(rows.map((row) => row.split(/ +/u).slice(1))).toEqual(
      [6, 5, 4, 3, 2, 1].map((day) => [
        `2026-03-0${day}T03:00:00`,
        String(day < 4 ? day + 2 : day + 1),
        expect.any(String),
        expect.any(String),
        commits[day - 1]?.slice(0, 8),
        day === 6 ? 'live' : 'archived',
        'tree',
      ]),
    );
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('snapshots --calendar is a picture of it', async () => {
    const { out } = await run('snapshots', 'dumps', '--calendar');
    expect(out).toMatchInlineSnapshot(`
      "tree
      6 snapshots, 2026-03-01T03:00:00 .. 2026-03-06T03:00:00
               1       5         10        15        20        25        30
      2026-03  o o o o o * . . . . . . . . . . . . . . . . . . . . . . . . .

      o archived   * live   2-9 several, + ten or more   . none
      "
    `);
  });

  it('find says what git log says', async () => {
    const { code, out } = await run('find', 'a.txt', 'dumps', '--json');
    expect(code).toBe(0);
    const { versions } = JSON.parse(out) as {
      versions: { first: { time: string }; last: { time: string }; snapshots: number }[];
    };
    const changes = git('log', '--format=%s', '--', 'a.txt').trim().split('\n').map(Number);
    expect(versions.map(({ first }) => new Date(first.time).getUTCDate())).toEqual(changes);
    expect(versions.map(({ snapshots }) => snapshots)).toEqual([2, 2, 2]);
    const { out: text } = await run('find', 'day*', 'dumps');
    expect(text).toContain('day1  tree\n');
    expect(text).toMatch(
      / {2}[0-9a-f]{8} {2,}\d+ B {2}2026-03-01T03:00:00 \.\. 2026-03-03T03:00:00 {2}3 snapshots\n/u,
    );
    expect(await run('find', 'nothing', 'dumps')).toEqual({ code: 0, out: '', stderr: '' });
  });

  it('grep says what git grep says over all commits', async () => {
    const { code, out } = await run('grep', 'needle', 'dumps');
    expect(code).toBe(0);
    const theirs = git('grep', '-n', 'needle', ...commits)
      .trim()
      .split('\n');
    const lines = (text: readonly string[]) =>
      new Set(text.map((line) => line.replace(/^[^:]*:/u, '')));
    expect(lines(out.trim().split('\n'))).toEqual(lines(theirs));
    expect(out.trim().split('\n').length).toBe(4);
    expect(await run('grep', '-F', 'n.edle', 'dumps')).toEqual({ code: 0, out: '', stderr: '' });
    expect((await run('grep', '-i', 'NEEDLE 3', 'dumps', '--files', 'a*')).out).toMatch(
      /^[0-9a-f]{8}:a\.txt:1:needle 3\n$/u,
    );
    const refused = await run('grep', '(?=x)', 'dumps');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.stderr).toContain('Look-around');
  });

  it('selectors name a snapshot for every command that reads one', async () => {
    expect((await run('cat', 'latest', 'a.txt', '--dir', 'dumps')).out).toBe('needle 3\nx\n');
    expect((await run('cat', '2026-03-02', 'a.txt', '--dir', 'dumps')).out).toBe('needle 1\nx\n');
    expect((await run('ls', 'latest~5', '--dir', 'dumps')).out).toBe('a.txt\nalways\nday1\n');
    const { out } = await run('snapshots', 'dumps', '--json');
    const { snapshots } = JSON.parse(out) as { snapshots: { id: string }[] };
    const id = snapshots[5]?.id.slice(0, 10) ?? '';
    expect((await run('ls', id.toUpperCase(), '--dir', 'dumps')).out).toBe('a.txt\nalways\nday1\n');
    expect((await run('diff', 'latest~1', '2026-03-06T03:00', '--dir', 'dumps')).out).toBe(
      'A day6\n',
    );
    const verified = await run('verify', 'latest', 'latest~1', '--dir', 'dumps');
    expect(verified.out.match(/OK/gu)?.length).toBe(2);
    const restored = await run('restore', '--at', '2026-03-03', '--dir', 'dumps', '--to', 'then');
    expect(restored.code).toBe(0);
    expect(readdirSync(join(cwd, 'then')).sort()).toEqual([
      'a.txt',
      'always',
      'day1',
      'day2',
      'day3',
    ]);
    expect(readFileSync(join(cwd, 'then/a.txt'), 'utf8')).toBe('needle 2\nx\n');
    expect((await runBin(['ls', 'latest~5'], { cwd: join(cwd, 'dumps') })).stdout.toString()).toBe(
      'a.txt\nalways\nday1\n',
    );
  });

  it('a file of that name is the file, unless --dir says otherwise', async () => {
    const dump = readdirSync(join(cwd, 'dumps')).find((name) => name.endsWith('.md')) ?? '';
    symlinkSync(join('dumps', dump), join(cwd, 'latest'));
    expect((await run('ls', 'latest')).code).toBe(0);
    expect((await run('ls', './latest')).code).toBe(0);
    expect((await run('ls', 'latest~1')).code).toBe(1);
    rmSync(join(cwd, 'latest'));
    const idle = await run('ls', `dumps/${dump}`, '--dir', 'dumps');
    expect(idle).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dir is for snapshots'),
    });
    expect((await run('restore', '--at', 'yesterday', '--to', 'x')).code).toBe(2);
  });

  it('more than one group is a choice for the user', async () => {
    writeTree(cwd, { 'two/x': 'x' });
    expect((await run('two', '--dest', 'both')).code).toBe(0);
    expect((await run('tree', '--dest', 'both')).code).toBe(0);
    const { code, stderr } = await run('ls', 'latest', '--dir', 'both');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /"latest" could be of 2 groups in .*both: tree\/[0-9a-f]{12}, two\/[0-9a-f]{12}\. Choose one with --group\./u,
    );
    expect((await run('ls', 'latest', '--dir', 'both', '--group', 'two')).out).toBe('x\n');
  });

  it('a damaged archive is named, makes exit code 4, and costs only what it alone has', async () => {
    const archive = join(cwd, 'dumps/archives/tree_20260301_030000.zip');
    const bytes = readFileSync(archive);
    writeFileSync(archive, bytes.subarray(0, -5));
    for (const args of [
      ['snapshots', 'dumps'],
      ['find', 'a.txt', 'dumps'],
      ['grep', 'needle', 'dumps'],
    ]) {
      const { code, out, stderr } = await run(...args);
      expect({ code, named: stderr.includes('tree_20260301_030000.zip') }).toEqual({
        code: 4,
        named: true,
      });
      expect(out).not.toBe('');
    }
    writeFileSync(archive, bytes);
  });

  it('indexes are no part of a dump, no orphans, and go with their archive', async () => {
    const index = join(cwd, 'dumps/archives/index');
    expect(readdirSync(index).length).toBe(5);
    expect((await run('files', 'dumps', '--exclude', 'none')).out).toBe('');
    const pruned = await run('archive', 'dumps', '--search', '--keep-last', '2', '--json');
    expect(JSON.parse(pruned.out)).toMatchObject({ quarantined: [] });
    expect(readdirSync(index).length).toBe(2);
    expect(existsSync(join(cwd, 'dumps/archives/quarantine'))).toBe(false);
  });
});
