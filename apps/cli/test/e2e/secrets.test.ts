import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { comparePaths } from '@create-dump/core';
import { commitAll, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { formsOf, ownRules, type Planted, plantSecrets, writePlanted } from './planted-secrets.js';
import { runBin } from './run-bin.js';

interface Scene extends Disposable {
  readonly path: string;
  readonly root: string;
  readonly planted: readonly Planted[];
  readonly run: (
    ...args: readonly string[]
  ) => Promise<{ code: number | null; out: string; texts: Buffer[] }>;
}

function createScene(): Scene {
  const directory = temporaryDirectory();
  const { path } = directory;
  const root = join(path, 'tree');
  const planted = plantSecrets();
  writePlanted(root, [{ path: 'plain', content: Buffer.from('plain\n'), needles: [] }, ...planted]);
  for (const name of ['tmp', 'cache', 'home']) mkdirSync(join(path, name));
  writeFileSync(join(path, 'rules.toml'), ownRules);
  const env = {
    TMPDIR: join(path, 'tmp'),
    XDG_CACHE_HOME: join(path, 'cache'),
    HOME: join(path, 'home'),
  };
  return {
    path,
    root,
    planted,
    async run(...args) {
      const { code, stdout, stderr } = await runBin(args, { cwd: path, env });
      return { code, out: stdout.toString().trim(), texts: [stdout, Buffer.from(stderr)] };
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

/** Everything below a directory but the tree itself, unpacked where it is compressed. */
function filesBelow(directory: string, except: readonly string[]): Buffer[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (except.includes(path)) return [];
    const stats = lstatSync(path);
    if (stats.isDirectory()) return filesBelow(path, except);
    if (!stats.isFile()) return [];
    const bytes = readFileSync(path);
    return name.endsWith('.gz') ? [bytes, gunzipSync(bytes)] : [bytes];
  });
}

function betrayed(planted: readonly Planted[], texts: readonly Buffer[]): readonly string[] {
  return planted
    .filter((one) => formsOf(one).some((form) => texts.some((text) => text.includes(form))))
    .map(({ path }) => path);
}

/** All that a run can write besides its dump. */
const everywhere = (
  '--secrets-rules rules.toml --binary embed --verbose --archive --ledger ' +
  '--archive-format tar.gz --include-current --skip-unchanged ' +
  '--log-format json --log-level debug --events-file events.ndjson --metrics-file metrics.prom'
).split(' ');

describe('--secrets', () => {
  it('redact keeps each secret, in any encoding, and its digests out of everything that is written', async () => {
    using scene = createScene();
    const { path, planted } = scene;
    const texts: Buffer[] = [];
    const reports = ['out.sarif', 'out.json'];
    for (const report of reports) {
      const more = ['--secrets-report', report, ...(report === 'out.json' ? ['--json'] : [])];
      const done = await scene.run(
        'tree',
        '--secrets',
        'redact',
        '--dest',
        'out',
        ...everywhere,
        ...more,
      );
      expect(done.code).toBe(0);
      texts.push(...done.texts);
    }
    const dump = readdirSync(join(path, 'out')).find((name) => name.endsWith('.md')) ?? '';
    for (const args of [
      ['verify', `out/${dump}`, '--json'],
      ['restore', `out/${dump}`, '--to', 'back'],
      ['restore', `out/${dump}`, '--to', 'salvaged', '--salvage', '--json'],
      ['ls', `out/${dump}`, '--json'],
      ['cat', `out/${dump}`, '.env'],
      ['grep', 'TOKEN', '--dir', 'out', '--json'],
      ['find', '**', '--dir', 'out', '--json'],
    ]) {
      texts.push(...(await scene.run(...args)).texts);
    }
    expect(existsSync(join(path, 'back/plain'))).toBe(true);
    texts.push(...filesBelow(path, [scene.root, join(path, 'rules.toml')]));
    expect(texts.length).toBeGreaterThan(20);
    expect(betrayed(planted, texts)).toEqual([]);
    const report = JSON.parse(readFileSync(join(path, 'out.json'), 'utf8')) as {
      findings: { path: string }[];
    };
    const found = new Set(report.findings.map((finding) => finding.path));
    expect([...found].toSorted(comparePaths)).toEqual(
      planted.map((one) => one.path).toSorted(comparePaths),
    );
    // Each was looked for in vain: the search finds what is there.
    expect(betrayed(planted, filesBelow(scene.root, []))).toHaveLength(planted.length - 1);
  });

  it('fail writes no dump, names each secret, and keeps all of them to itself', async () => {
    using scene = createScene();
    const { path, planted } = scene;
    const report = ['--secrets-report', 'out.sarif'];
    const refused = await scene.run(
      'tree',
      '--secrets',
      'fail',
      '--dest',
      'out',
      ...everywhere,
      ...report,
    );
    expect(refused.code).toBe(5);
    const piped = await scene.run(
      'tree',
      '--secrets',
      'fail',
      '--output',
      '-',
      '--binary',
      'embed',
    );
    expect(piped).toMatchObject({ code: 5, out: '' });
    const texts = [...refused.texts, ...piped.texts];
    texts.push(...filesBelow(path, [scene.root, join(path, 'rules.toml')]));
    // A fingerprint is no digest of a file or of a secret alone.
    expect(betrayed(planted, texts)).toEqual([]);
    const names = existsSync(join(path, 'out')) ? readdirSync(join(path, 'out')) : [];
    expect(names.filter((name) => name.endsWith('.md'))).toEqual([]);
    const { runs } = JSON.parse(readFileSync(join(path, 'out.sarif'), 'utf8')) as {
      runs: {
        tool: { driver: { rules: object[] } };
        results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
      }[];
    };
    expect(runs[0]?.tool.driver.rules).toContainEqual({
      id: 'acme',
      shortDescription: { text: 'A secret of ACME' },
    });
    const uris = (runs[0]?.results ?? []).map(
      ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '',
    );
    expect([...new Set(uris)].toSorted(comparePaths)).toEqual(
      planted.map((one) => one.path).toSorted(comparePaths),
    );
  });

  it('warn changes no byte of the dump, and shows secrets there alone', async () => {
    using scene = createScene();
    const { path, planted } = scene;
    const env = ['--binary', 'embed', '--no-git-meta'];
    const plain = await scene.run('tree', '--output', 'plain.md', ...env);
    const warned = await scene.run(
      'tree',
      '--output',
      'warned.md',
      '--secrets',
      'warn',
      ...env,
      '--secrets-rules',
      'rules.toml',
      '--secrets-report',
      'w.json',
      '--json',
      '--events-file',
      'e',
    );
    expect([plain.code, warned.code]).toEqual([0, 0]);
    const strip = (file: string) =>
      readFileSync(join(path, file), 'utf8').replaceAll(
        /2\d{3}-\d\d-\d\dT[\d:]{8}Z|"sha256":"\w{64}"\}\n```\n$/g,
        '',
      );
    expect(strip('warned.md')).toBe(strip('plain.md'));
    const { warnings } = JSON.parse(warned.out) as { warnings: string[] };
    expect(
      warnings.some((warning) => warning.includes('.env:2: a secret was found (github-pat)')),
    ).toBe(true);
    const dumps = ['plain.md', 'warned.md', 'rules.toml'].map((name) => join(path, name));
    const texts = [...warned.texts, ...filesBelow(path, [scene.root, ...dumps])];
    expect(betrayed(planted, texts)).toEqual([]);
  });

  it('a baseline and a comment allow what is known', async () => {
    using scene = createScene();
    const { path } = scene;
    const quiet = ['--binary', 'list', '--secrets-rules', 'rules.toml'];
    const first = await scene.run(
      'tree',
      '--secrets',
      'warn',
      '--output',
      'a.md',
      ...quiet,
      '--secrets-report',
      'r.json',
    );
    expect(first.code).toBe(0);
    const { findings } = JSON.parse(readFileSync(join(path, 'r.json'), 'utf8')) as {
      findings: { path: string; rule: string; fingerprint?: string }[];
    };
    const lines = findings.map(({ rule, fingerprint, path: file }) =>
      JSON.stringify(
        fingerprint === undefined ? { rule, path: file, count: 1 } : { rule, fingerprint },
      ),
    );
    writeFileSync(join(path, 'baseline'), `${[...new Set(lines)].join('\n')}\n`);
    const known = ['--secrets', 'fail', ...quiet, '--secrets-baseline', 'baseline'];
    expect((await scene.run('tree', ...known, '--output', 'b.md')).code).toBe(0);
    const secret = scene.planted[0]?.needles[0] ?? '';
    const other = `${secret.slice(0, -8)}Qq1Zz9Xx`;
    writeFileSync(join(scene.root, 'new'), `${other} # create-dump:allow-secret\n`);
    expect((await scene.run('tree', ...known, '--output', 'c.md')).code).toBe(0);
    const strict = await scene.run('tree', ...known, '--no-secrets-inline', '--output', 'd.md');
    expect(strict.code).toBe(5);
    writeFileSync(join(path, 'baseline'), 'no baseline\n');
    expect((await scene.run('tree', ...known, '--output', 'e.md')).code).toBe(2);
  });

  it('a baseline counts in a whole file, also in one that is searched in pieces', async () => {
    using scene = createScene();
    const { path } = scene;
    const url = `postgres://app:${['kX7', 'pQ2v', 'Lw9'].join('')}@db.internal.net/app\n`;
    const filler = Buffer.alloc(5 * 2 ** 20, `${'.'.repeat(63)}\n`).toString();
    mkdirSync(join(path, 'large'));
    writeFileSync(join(path, 'large/a'), `${url}${filler}${url}${filler}${url}`);
    const codes: unknown[] = [];
    for (const count of [2, 3]) {
      writeFileSync(join(path, 'known'), `{"rule":"url-password","path":"a","count":${count}}\n`);
      const known = ['--secrets-baseline', 'known'];
      const failing = ['--secrets', 'fail', ...known, '--output', `${count}.md`];
      codes.push((await scene.run('large', ...failing)).code);
      const redacting = ['--secrets', 'redact', ...known, '--output', `redacted${count}.md`];
      await scene.run('large', ...redacting);
      const redacted = readFileSync(join(path, `redacted${count}.md`), 'utf8');
      codes.push(redacted.split('[REDACTED:url-password]').length - 1);
    }
    expect(codes).toEqual([5, 1, 0, 0]);
    const kept = await scene.run('secrets', '3.md', '--write-baseline', 'kept');
    expect(kept.code).toBe(5);
    expect(readFileSync(join(path, 'kept'), 'utf8')).toBe(
      readFileSync(join(path, 'known'), 'utf8'),
    );
  });

  it('finds in a commit, and in what changed since one, what it finds in a tree', async () => {
    using scene = createScene();
    const { path, root, planted } = scene;
    commitAll(root);
    const refused = async (report: string, ...args: readonly string[]) => {
      const more = ['--binary', 'embed', '--output', '-', '--secrets-report', report];
      const { code, out, texts } = await scene.run('tree', '--secrets', 'fail', ...more, ...args);
      expect([code, out, betrayed(planted, texts)]).toEqual([5, '', []]);
      const { findings } = JSON.parse(readFileSync(join(path, report), 'utf8')) as {
        findings: { path: string }[];
      };
      return [...new Set(findings.map((finding) => finding.path))].toSorted(comparePaths);
    };
    const inTree = await refused('tree.json');
    expect(inTree).toHaveLength(planted.length - 1);
    expect(await refused('ref.json', '--ref', 'HEAD')).toEqual(inTree);
    writeFileSync(join(root, 'new'), planted[0]?.content ?? '');
    expect(await refused('since.json', '--diff-since', 'HEAD')).toEqual(['new']);
  });

  it('in a batch, a refused project is a failed one; all of them give exit code 5', async () => {
    using scene = createScene();
    const { path } = scene;
    const batch = ['batch', '--secrets', 'fail', '--secrets-report', 'r.json', '--json'];
    mkdirSync(join(path, 'repo'));
    writePlanted(join(path, 'repo/a'), scene.planted.slice(0, 1));
    writePlanted(join(path, 'repo/b'), scene.planted.slice(1, 2));
    const dirs = ['--root', 'repo', '--dest', 'dumps'];
    const all = await scene.run(...batch, ...dirs, '--dirs', 'a,b');
    expect(all.code).toBe(5);
    const { report } = JSON.parse(all.out) as {
      report: { projects: { outcome: string; reason: { code: string } }[] };
    };
    expect(report.projects).toMatchObject([
      { outcome: 'failed', reason: { code: 'REFUSED' } },
      { outcome: 'failed', reason: { code: 'REFUSED' } },
    ]);
    const { findings } = JSON.parse(readFileSync(join(path, 'r.json'), 'utf8')) as {
      findings: { path: string }[];
    };
    expect([...new Set(findings.map((finding) => finding.path))]).toEqual(['a/.env', 'b/two']);
    expect(betrayed(scene.planted, [...all.texts, ...filesBelow(join(path, 'dumps'), [])])).toEqual(
      [],
    );
    writePlanted(join(path, 'repo/c'), [{ path: 'c', content: Buffer.from('c\n'), needles: [] }]);
    expect((await scene.run(...batch, ...dirs, '--dirs', 'a,c')).code).toBe(5);
    writeFileSync(join(path, 'foreign'), 'mine\n');
    const foreign = await scene.run('tree', '--secrets', 'warn', '--secrets-report', 'foreign');
    expect(foreign.code).toBe(1);
    expect(readFileSync(join(path, 'foreign'), 'utf8')).toBe('mine\n');
  });

  it('options that need it are refused without it', async () => {
    using scene = createScene();
    for (const [option = '', ...value] of [
      ['--secrets-baseline', 'x'],
      ['--secrets-rules', 'rules.toml'],
      ['--secrets-report', 'x.json'],
    ]) {
      const { code, texts } = await scene.run('tree', '--output', '-', option, ...value);
      expect(code).toBe(2);
      expect(Buffer.concat(texts).toString()).toContain('--secrets');
    }
  });
});
