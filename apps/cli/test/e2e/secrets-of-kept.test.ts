import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { type Planted, plantSecrets, writePlanted } from './planted-secrets.js';
import { runBin } from './run-bin.js';

/** What is planted where a dump shows it, and where the rules of its scene find it. */
const isFoundByBuiltIn = ({ path }: Planted) => path !== 'own' && path !== 'link';

function createScene() {
  const directory = temporaryDirectory();
  const { path } = directory;
  const planted = plantSecrets();
  writePlanted(join(path, 'tree'), planted);
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runBin(args, { cwd: path });
    const out = stdout.toString();
    for (const { needles } of planted) {
      for (const needle of needles)
        expect([out.includes(needle), stderr.includes(needle)]).toEqual([false, false]);
    }
    return { code, out, stderr };
  };
  return {
    path,
    planted,
    run,
    async dump(day: number, ...args: readonly string[]) {
      const env = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 0, day) / 1000) };
      const line = ['single', 'tree', '--dest', 'out', '--group', 'tree', ...args];
      const { code } = await runBin(line, { cwd: path, env });
      expect(code).toBe(0);
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

function pathsOf(out: string): readonly string[] {
  const paths = out
    .trim()
    .split('\n')
    .map((line) => line.split(':')[1] ?? '');
  return [...new Set(paths)].sort();
}

describe('create-dump secrets', () => {
  it('finds in dumps and archives what warn finds before', async () => {
    using scene = createScene();
    await scene.dump(1, '--binary', 'embed');
    const expected = scene.planted
      .filter(isFoundByBuiltIn)
      .map(({ path }) => path)
      .sort();
    const live = await scene.run('secrets', 'out');
    expect(live.code).toBe(5);
    expect(pathsOf(live.out)).toEqual(expected);
    expect(live.out).toMatch(
      /^[0-9a-f]{8}:\.env:2: github-pat \(1 snapshot since 2026-01-01T00:00:00\)$/mu,
    );
    const dump = readdirSync(join(scene.path, 'out')).find((name) => name.endsWith('.md')) ?? '';
    const single = await scene.run('secrets', `out/${dump}`);
    expect(single.code).toBe(5);
    expect(single.out).toContain(`out/${dump}:.env:2: github-pat\n`);
    expect(pathsOf(single.out)).toEqual(expected);
    await scene.run('archive', 'out', '--include-current', '--remove');
    const archive = readdirSync(join(scene.path, 'out/archives')).find((name) =>
      name.endsWith('.zip'),
    );
    for (const place of ['out', `out/archives/${archive}`]) {
      const archived = await scene.run('secrets', place);
      expect([archived.code, pathsOf(archived.out)]).toEqual([5, expected]);
    }
  });

  it('searches a content once, and says since when it is kept', async () => {
    using scene = createScene();
    for (const day of [1, 2, 3]) await scene.dump(day);
    writeTree(join(scene.path, 'tree'), { other: 'plain\n' });
    rmSync(join(scene.path, 'tree/two'));
    await scene.dump(4);
    const { out } = await scene.run(
      'secrets',
      'out',
      '--files',
      'two',
      '--files',
      '.env',
      '--json',
    );
    const document = JSON.parse(out) as {
      contents: number;
      secrets: { path: string; places: object[] }[];
    };
    expect(document.contents).toBe(2);
    const place = (path: string) => document.secrets.find((one) => one.path === path)?.places[0];
    expect(place('two')).toMatchObject({
      snapshots: 3,
      first: { time: '2026-01-01T00:00:00.000Z' },
    });
    expect(place('.env')).toMatchObject({ snapshots: 4 });
  });

  it('writes a baseline that allows what was found, and no more, and a report', async () => {
    using scene = createScene();
    await scene.dump(1);
    writeTree(join(scene.path, 'tree'), { changed: 'x\n' });
    await scene.dump(2);
    const first = await scene.run(
      'secrets',
      'out',
      '--write-baseline',
      'known',
      '--secrets-report',
      'r.sarif',
    );
    expect(first.code).toBe(5);
    const { runs } = JSON.parse(readFileSync(join(scene.path, 'r.sarif'), 'utf8')) as {
      runs: { results: object[] }[];
    };
    expect(runs[0]?.results.length).toBeGreaterThan(5);
    const known = await scene.run('secrets', 'out', '--secrets-baseline', 'known', '--json');
    expect(known.code).toBe(0);
    const { secrets } = JSON.parse(known.out) as { secrets: { action: string }[] };
    expect(new Set(secrets.map(({ action }) => action))).toEqual(new Set(['allowed']));
    const url = join(scene.path, 'tree/url');
    writeFileSync(url, readFileSync(url, 'utf8').repeat(2));
    await scene.dump(3);
    const again = await scene.run('secrets', 'out', '--secrets-baseline', 'known');
    expect([again.code, pathsOf(again.out)]).toEqual([5, ['url']]);
    writeFileSync(join(scene.path, 'precious'), 'text\n');
    const refused = await scene.run('secrets', 'out', '--write-baseline', 'precious');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('is not a baseline of secrets, so it is not replaced');
  });

  it('exits with 4 for damage, and with 1 where there is nothing', async () => {
    using scene = createScene();
    await scene.dump(1);
    const dump = join(
      scene.path,
      'out',
      readdirSync(join(scene.path, 'out')).find((name) => name.endsWith('.md')) ?? '',
    );
    writeFileSync(dump, readFileSync(dump, 'latin1').replace('A=1', 'A=2'), 'latin1');
    const damaged = await scene.run('secrets', dump);
    expect(damaged.code).toBe(4);
    expect(damaged.stderr).toContain('the content of ".env" is wrong');
    mkdirSync(join(scene.path, 'empty'));
    expect(await scene.run('secrets', 'empty')).toMatchObject({ code: 1 });
    expect(await scene.run('secrets', 'no-such.md')).toMatchObject({ code: 1 });
  });
});
