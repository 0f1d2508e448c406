import { appendFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchReport, ProjectReport } from '@create-dump/batching';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const dumpsIn = (directory: string) =>
  readdirSync(directory).filter((name) => name.includes('_all_code_dump_') && name.endsWith('.md'));

describe('--skip-unchanged', () => {
  it('prints the path of the newest dump while nothing changes, and keeps its cache private', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { 'tree/a': 'a\n' });
    const env = { HOME: cwd };
    const run = (...more: readonly string[]) =>
      runBin(['tree', '--dest', 'out', '--skip-unchanged', ...more], { cwd, env });
    const first = await run();
    const second = await run('--verbose');
    expect(second.code).toBe(0);
    expect(second.stdout.toString()).toBe(first.stdout.toString());
    expect(second.stderr).toMatch(/unchanged +since \S+Z: no dump was written/);
    const cache = join(cwd, '.cache/create-dump/stat');
    for (const name of readdirSync(cache)) {
      expect(statSync(join(cache, name)).mode & 0o777).toBe(0o600);
    }
    appendFileSync(join(cwd, 'tree/a'), 'more\n');
    const third = await run('--json');
    expect(JSON.parse(third.stdout.toString())).not.toHaveProperty('unchanged');
    expect(dumpsIn(join(cwd, 'out'))).toHaveLength(2);
    const fourth = await run('--json');
    expect(JSON.parse(fourth.stdout.toString())).toMatchObject({ unchanged: {} });
  });

  it('works without a home directory', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { 'tree/a': 'a\n' });
    const run = () => runBin(['tree', '--dest', 'out', '--skip-unchanged', '--json'], { cwd });
    await run();
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({ unchanged: { by: 'content' } });
    expect(existsSync('/nonexistent')).toBe(false);
  });

  it('archives the older dumps as ever', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { 'tree/a': 'a\n' });
    await runBin(['tree', '--dest', 'out'], { cwd });
    appendFileSync(join(cwd, 'tree/a'), 'more\n');
    await runBin(['tree', '--dest', 'out'], { cwd });
    const { code } = await runBin(
      ['tree', '--dest', 'out', '--skip-unchanged', '--archive', '--clean-root'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(dumpsIn(join(cwd, 'out'))).toHaveLength(1);
    expect(readdirSync(join(cwd, 'out/archives')).some((name) => name.endsWith('.zip'))).toBe(true);
  });

  it.each([
    ['one after the other', []],
    ['all or none', ['--atomic']],
  ])('a batch writes dumps of the projects that have changed, %s', async (_, more) => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { 'mono/x/a': 'a\n', 'mono/y/b': 'b\n' });
    const run = async () => {
      const args = ['batch', 'mono', '--dest', 'out', '--skip-unchanged', '--json', ...more];
      const { code, stdout } = await runBin(args, { cwd, env: { HOME: cwd } });
      const { report } = JSON.parse(stdout.toString()) as { readonly report: BatchReport };
      return { code, projects: report.projects };
    };
    const before = await run();
    appendFileSync(join(cwd, 'mono/y/b'), 'more\n');
    const { code, projects } = await run();
    expect(code).toBe(0);
    expect(projects.map(({ directory: at, outcome }) => [at, outcome])).toEqual([
      ['x', 'unchanged'],
      ['y', 'dumped'],
    ]);
    const { dump, sha256 } = before.projects[0] as ProjectReport;
    expect(projects[0]).toMatchObject({ dump, sha256 });
    expect(dumpsIn(join(cwd, 'out'))).toHaveLength(3);
  });

  it('is refused for a file', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { a: 'a\n' });
    const { code, stderr } = await runBin(['--output', 'x.md', '--skip-unchanged'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--skip-unchanged compares with the newest dump in a directory');
  });
});
