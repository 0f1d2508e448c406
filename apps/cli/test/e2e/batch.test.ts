import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BatchReport } from '@create-dump/batching';
import {
  commitAll,
  findTool,
  git,
  readTree,
  startStopwatch,
  type Stopwatch,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest } from './archive-snapshots.js';
import {
  brokenDumps,
  dumpedPaths,
  dumpNames,
  lastReport,
  strayNames,
  writeMonorepo,
} from './batch-monorepo.js';
import { runBin } from './run-bin.js';

const projectCount = Number(process.env['BATCH_PROJECTS'] ?? 40);

/** Only root may read what permissions forbid. */
const unprivileged = process.getuid?.() === 0 ? findTool('setpriv') : '';

function outcomes({ projects }: BatchReport): Record<string, string> {
  return Object.fromEntries(projects.map(({ directory, outcome }) => [directory, outcome]));
}

describe('create-dump batch', () => {
  it(`${projectCount} projects with one base name: as many dumps, the same for any number of jobs (BATCH_PROJECTS=200 for more)`, async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    const projects = Array.from(
      { length: projectCount },
      (_, number) => `${'d/'.repeat(number % 4)}g${number}/api`,
    );
    writeTree(
      join(cwd, 'mono'),
      Object.fromEntries(projects.map((path) => [`${path}/x.ts`, `// ${path}\n`])),
    );
    writeFileSync(
      join(cwd, 'mono', projects[0] ?? '', 'large'),
      Buffer.alloc(40_000_000, 'text\n'),
    );
    const env = { SOURCE_DATE_EPOCH: '1767225600' };
    const digests: string[][] = [];
    for (const jobs of ['1', '2', '8']) {
      const dest = `out${jobs}`;
      const args = [
        'batch',
        '--root',
        'mono',
        ...projects.flatMap((project) => ['--dirs', project]),
        '--dest',
        dest,
        '--jobs',
        jobs,
      ];
      const { code, stderr, stdout } = await runBin(args, { cwd, env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.toString().split('\n')).toHaveLength(projectCount + 1);
      const path = join(cwd, dest);
      const dumps = dumpNames(path).map(
        (name) => `${name} ${digest(readFileSync(join(path, name)))}`,
      );
      expect(new Set(dumps.map((line) => line.split(' ')[1])).size).toBe(projectCount);
      expect(strayNames(path)).toEqual([]);
      digests.push(dumps);
      const report = lastReport(path);
      for (const { directory: project, dump } of report.projects) {
        expect(readFileSync(join(path, dump ?? ''), 'utf8')).toContain(`// ${project}\n`);
      }
    }
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[2]).toEqual(digests[0]);
    expect(await brokenDumps(join(cwd, 'out8'))).toEqual([]);
  });

  it("the dumps together hold git's list, each project's files once, and give its directory back", async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    const root = join(cwd, 'mono');
    writeMonorepo(root, 3);
    writeTree(root, {
      '.gitignore': 'ignored\n/dumps/\n',
      'packages/p1/inner/package.json': '{"name":"inner","version":"1.0.0"}',
      'packages/p1/inner/deep.ts': '',
      'packages/p10/not-a-project/x': '',
      'tools/run': { content: '#!/bin/sh\n', executable: true },
      link: { link: 'tools/run' },
      'latin1:packages/p2/raw\xFF': 'x',
    });
    commitAll(root);
    writeTree(root, {
      'packages/p2/untracked.ts': 'new',
      'tools/new': '',
      'packages/p0/ignored': '',
    });
    const dirs = ['.,packages/p0', 'packages/p1', 'packages/p1/inner', 'packages/p2'].flatMap(
      (project) => ['--dirs', project],
    );
    const { code, stderr } = await runBin(['batch', ...dirs, '--dest', 'dumps'], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = lastReport(join(root, 'dumps'));
    const list = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
    const bytes = (path: string) => Buffer.from(path, 'latin1').toString('latin1');
    const expected = list.toString('latin1').split('\0').filter(Boolean).sort();
    const dumped = await dumpedPaths(report, join(root, 'dumps'));
    expect(dumped.map((path) => path.replace('\udcff', '\xFF'))).toEqual(expected.map(bytes));
    for (const { directory: project, dump } of report.projects) {
      const to = join(cwd, 'back', project);
      mkdirSync(to, { recursive: true });
      const args = ['restore', join(root, 'dumps', dump ?? ''), '--to', to];
      expect((await runBin(args, { cwd })).code).toBe(0);
    }
    const isHidden = (path: string) => /^(?:\.git|dumps)\/|\/ignored$/.test(path);
    const before = [...readTree(root)].filter(([path]) => !isHidden(path));
    expect([...readTree(join(cwd, 'back'))]).toEqual(before.filter(([path]) => path !== ''));
  });

  const failing =
    unprivileged === undefined ? ' (skipped: run as root without setpriv, which can read all)' : '';
  it.skipIf(failing !== '')(
    `an unreadable project, a broken config and a time-out: each is named, the others appear${failing}`,
    async () => {
      using directory = temporaryDirectory();
      const cwd = directory.path;
      chmodSync(cwd, 0o777);
      const root = join(cwd, 'mono');
      writeMonorepo(root, 6);
      const dest = join(cwd, 'out');
      mkdirSync(dest);
      chmodSync(dest, 0o777);
      const all = ['.', ...Array.from({ length: 6 }, (_, number) => `packages/p${number}`)];
      const wrapper = unprivileged === '' ? [] : asNobody(unprivileged ?? '');
      const batch = (...args: readonly string[]) =>
        runBin(['batch', '--root', 'mono', '--dirs', all.join(','), '--dest', 'out', ...args], {
          cwd,
          wrapper,
        });
      expect(await batch()).toMatchObject({ code: 0, stderr: '' });
      const older = listFiles(dest);

      const secret = join(root, 'packages/p1');
      writeTree(root, { 'packages/p2/create-dump.toml': 'max_sice = "1MB"\n' });
      writeFileSync(join(root, 'packages/p3/slow'), 'x');
      truncateSync(join(root, 'packages/p3/slow'), 40_000_000_000);
      chmodSync(secret, 0o000);
      const fine = ['.', 'packages/p0', 'packages/p4', 'packages/p5'];
      const bad = ['packages/p1', 'packages/p2', 'packages/p3'];
      try {
        await sleepToNextSecond();
        const atomic = await batch('--atomic', '--timeout', '5s', '--archive-all', '--clean-root');
        expect(atomic.code).toBe(3);
        expect(atomic.stdout.toString()).toBe('');
        expect(outcomes(lastReport(dest))).toEqual({
          ...Object.fromEntries(fine.map((project) => [project, 'withheld'])),
          ...Object.fromEntries(bad.map((project) => [project, 'failed'])),
        });
        expect(dumpNames(dest)).toEqual(
          [...older.keys()].filter((name) => name.includes('_dump_') && name.endsWith('.md')),
        );
        expect(unchanged(older, dest)).toEqual([]);
        expect(strayNames(dest)).toEqual([]);

        await sleepToNextSecond();
        const { code, stderr, stdout } = await batch('--timeout', '5s');
        expect(code).toBe(3);
        expect(stderr).toMatch(/packages\/p1: no dump\. .*EACCES/);
        expect(stderr).toMatch(/packages\/p2: no dump\. .*max_sice.*max_size/s);
        expect(stderr).toMatch(/packages\/p3: no dump\. It took longer than 5 s/);
        expect(stdout.toString().trim().split('\n')).toHaveLength(fine.length);
        const report = lastReport(dest);
        expect(report.outcome).toBe('partly');
        expect(outcomes(report)).toEqual({
          ...Object.fromEntries(fine.map((project) => [project, 'dumped'])),
          ...Object.fromEntries(bad.map((project) => [project, 'failed'])),
        });
        expect(unchanged(older, dest)).toEqual([]);
        expect(await brokenDumps(dest)).toEqual([]);
        expect(strayNames(dest)).toEqual([]);
      } finally {
        chmodSync(secret, 0o755);
      }

      rmSync(join(root, 'packages/p2/create-dump.toml'));
      rmSync(join(root, 'packages/p3/slow'));
      await sleepToNextSecond();
      const resumed = await batch('--resume');
      expect({ code: resumed.code, stderr: resumed.stderr }).toEqual({ code: 0, stderr: '' });
      expect(outcomes(lastReport(dest))).toEqual({
        ...Object.fromEntries(fine.map((project) => [project, 'kept'])),
        ...Object.fromEntries(bad.map((project) => [project, 'dumped'])),
      });
      const again = await batch('--resume');
      expect(again).toMatchObject({ code: 2 });
      expect(again.stderr).toMatch(/Nothing to resume: the last run succeeded/);
    },
  );

  it('only what changed since a revision, committed or not', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    const root = join(cwd, 'mono');
    writeMonorepo(root, 5);
    commitAll(root);
    const batch = (rev: string) =>
      runBin(['batch', 'mono', '--dest', 'out', '--affected', rev], { cwd });
    expect((await batch('HEAD')).code).toBe(0);
    const none = lastReport(join(cwd, 'out'));
    expect(new Set(Object.values(outcomes(none)))).toEqual(new Set(['unaffected']));
    writeTree(root, { 'packages/p0/src/index.ts': 'committed' });
    commitAll(root);
    writeTree(root, { 'packages/p1/src/index.ts': 'changed', 'packages/p2/new.ts': 'untracked' });
    rmSync(join(root, 'packages/p3/src/index.ts'));
    await sleepToNextSecond();
    expect((await batch('HEAD~1')).code).toBe(0);
    expect(outcomes(lastReport(join(cwd, 'out')))).toEqual({
      '.': 'unaffected',
      'packages/p0': 'dumped',
      'packages/p1': 'dumped',
      'packages/p2': 'dumped',
      'packages/p3': 'dumped',
      'packages/p4': 'unaffected',
    });
    const wrong = await batch('no-such-revision');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr.split('\n')).toHaveLength(2);
  });

  it('one batch at a time: another waits or names the holder; a dead holder is no obstacle', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeMonorepo(join(cwd, 'mono'), 3);
    const slow = join(cwd, 'mono/packages/p1/slow');
    writeFileSync(slow, 'x');
    truncateSync(slow, 40_000_000_000);
    const args = ['batch', 'mono', '--dest', 'out'];
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const holder = runBin(args, { cwd, onStart: (stop) => (kill = stop) });
    const isHeld = () => {
      try {
        return dumpNames(join(cwd, 'out')).length === 3;
      } catch {
        return false;
      }
    };
    await until(isHeld);
    const refused = await runBin(args, { cwd });
    expect(refused.code).toBe(6);
    expect(refused.stderr).toMatch(
      /Another run is working in .*out: process \d+ on \S+, since \d{4}-\d\d-\d\dT[\d:]+Z\./,
    );
    const startedAt = Date.now();
    expect((await runBin([...args, '--wait', '500ms'], { cwd })).code).toBe(6);
    expect(Date.now() - startedAt).toBeGreaterThan(500);
    const events = join(cwd, 'events.ndjson');
    const waiting = runBin([...args, '--wait', '--events-file', events], { cwd });
    await until(() => existsSync(events) && readFileSync(events, 'utf8').includes('Another run'));
    rmSync(slow);
    kill('SIGKILL');
    expect((await holder).code).toBe(null);
    const { code, stderr } = await waiting;
    expect(code).toBe(0);
    expect(stderr).toMatch(/Another run is working/);
    expect(stderr).toMatch(/A killed batch \(process \d+, started \S+\) was cleaned up/);
    expect(strayNames(join(cwd, 'out'))).toEqual([]);
    expect(await brokenDumps(join(cwd, 'out'))).toEqual([]);
    const reports = readdirSync(join(cwd, 'out')).filter((name) => name.endsWith('.json'));
    expect(reports).toHaveLength(2);
  });

  it('SIGTERM stops it within a second; the report has what was done', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeMonorepo(join(cwd, 'mono'), 5);
    const slow = join(cwd, 'mono/packages/p2/slow');
    writeFileSync(slow, 'x');
    truncateSync(slow, 40_000_000_000);
    const out = join(cwd, 'out');
    let stopwatch: Stopwatch | undefined;
    const stop = async (kill: (signal: NodeJS.Signals) => void) => {
      await until(() => existsSync(out) && dumpNames(out).length === 5);
      stopwatch = startStopwatch();
      kill('SIGTERM');
    };
    const { code, stderr } = await runBin(['batch', 'mono', '--dest', 'out', '--jobs', '2'], {
      cwd,
      onStart: (kill) => void stop(kill),
    });
    expect(stopwatch?.elapsed()).toBeLessThan(1000);
    expect({ code, stderr }).toEqual({ code: 143, stderr: 'create-dump: Stopped by SIGTERM.\n' });
    expect(strayNames(out)).toEqual([]);
    expect(await brokenDumps(out)).toEqual([]);
    const report = lastReport(out);
    expect(report.outcome).toBe('stopped');
    expect(outcomes(report)).toMatchObject({ '.': 'dumped', 'packages/p2': 'stopped' });
  });

  it('the reports match their schema', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeMonorepo(join(cwd, 'mono'), 2);
    writeTree(join(cwd, 'mono'), {
      'packages/p0/create-dump.toml': 'nonsense = 1\n',
      'packages/p1/create-dump.toml': 'exclude = ["**"]\n',
    });
    expect((await runBin(['batch', 'mono', '--dest', 'out'], { cwd })).code).toBe(3);
    const report = lastReport(join(cwd, 'out'));
    expect(outcomes(report)).toEqual({
      '.': 'dumped',
      'packages/p0': 'failed',
      'packages/p1': 'empty',
    });
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/batch-report.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strictRequired: false, allowUnionTypes: true }).compile(schema);
    validate(report);
    expect(validate.errors).toBeNull();
  });
});

function asNobody(setpriv: string): string[] {
  return [setpriv, '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];
}

function listFiles(directory: string): Map<string, string> {
  return new Map(
    readdirSync(directory)
      .sort()
      .map((name) => [name, digest(readFileSync(join(directory, name)))]),
  );
}

/** The files that aren't there any more as they were. */
function unchanged(older: ReadonlyMap<string, string>, directory: string): string[] {
  const now = listFiles(directory);
  return [...older].filter(([name, sha256]) => now.get(name) !== sha256).map(([name]) => name);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function sleepToNextSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1010 - (Date.now() % 1000)));
}
