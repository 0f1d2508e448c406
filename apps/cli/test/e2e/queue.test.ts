import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { runWorker } from '@create-dump/commands';
import { hasRedis, startRedis, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** A monorepo of two projects. */
function makeMonorepo() {
  const directory = temporaryDirectory();
  const path = realpathSync(directory.path);
  writeTree(join(path, 'mono'), { 'a/x.txt': 'a', 'b/y.txt': 'b', 'b/z.bin': Buffer.from([0]) });
  return { path, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

const fixed = { SOURCE_DATE_EPOCH: '1767225600' };

describe('without a queue', () => {
  it.each([
    ['single', ['single', 'mono/a', '--dest', 'out']],
    ['batch', ['batch', 'mono', '--dest', 'out']],
  ])('%s loads nothing of BullMQ', async (_, args) => {
    using place = makeMonorepo();
    const loaded = join(place.path, 'loaded.json');
    const hook = join(place.path, 'hook.cjs');
    const list = 'JSON.stringify(Object.keys(require.cache))';
    writeFileSync(
      hook,
      `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(loaded)}, ${list}));`,
    );
    const env = { NODE_OPTIONS: `--require=${hook}` };
    expect((await runBin(args, { cwd: place.path, env })).code).toBe(0);
    const names = JSON.parse(readFileSync(loaded, 'utf8')) as string[];
    const bin = names.find((name) => name.endsWith('/dist/bin.js')) ?? '';
    // The chunk that has it exists, so the question makes sense.
    const withIt = readdirSync(dirname(bin)).filter(
      (name) => name.endsWith('.js') && readFileSync(join(dirname(bin), name)).includes('BullMQ'),
    );
    expect(withIt).toHaveLength(1);
    expect(names.map((name) => basename(name))).not.toContain(withIt[0]);
  });
});

describe('--queue', () => {
  it('says after ten seconds that there is no Redis, without its password, and does nothing', async () => {
    using place = makeMonorepo();
    const since = performance.now();
    const args = ['batch', 'mono', '--dest', 'out', '--verbose'];
    const env = { CREATE_DUMP_QUEUE: 'redis://:s3cret@127.0.0.1:1' };
    const { code, stdout, stderr } = await runBin(args, { cwd: place.path, env });
    expect(code).toBe(1);
    expect(stderr).toContain("The queue at redis://127.0.0.1:1 can't be reached");
    expect(performance.now() - since).toBeGreaterThan(9000);
    expect(`${stdout.toString()}${stderr}`).not.toContain('s3cret');
    expect(readdirSync(join(place.path, 'out'))).toEqual([]);
  });

  it("is refused in a project's file, and is not shown with its password", async () => {
    using place = makeMonorepo();
    const env = { CREATE_DUMP_QUEUE: 'redis://:s3cret@h:1' };
    const shown = await runBin(['config', 'show'], { cwd: place.path, env });
    expect(shown.code).toBe(0);
    expect(shown.stdout.toString()).toContain('redis://[redacted]@h:1');
    expect(shown.stdout.toString()).not.toContain('s3cret');
    writeFileSync(join(place.path, 'mono/create-dump.toml'), 'queue = "redis://evil.example"\n');
    const refused = await runBin(['batch', 'mono', '--dest', 'out'], { cwd: place.path });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("create-dump.toml:1: queue: can't be set by a project's file");
  });
});

describe.skipIf(!hasRedis)('with workers (needs redis-server)', () => {
  it.each([
    ['published one by one', []],
    ['atomic', ['--atomic']],
  ])('a batch has the same dumps, document and metrics as without them: %s', async (_, more) => {
    using place = makeMonorepo();
    const { path } = place;
    mkdirSync(join(path, 'redis'));
    await using redis = await startRedis({ directory: join(path, 'redis') });
    const stop = new AbortController();
    const working = work(path, redis.url, stop.signal);
    const flags = ['--compress', '--json', ...more];
    const run = (dest: string, ...args: readonly string[]) =>
      runBin(
        ['batch', 'mono', '--dest', dest, '--metrics-file', `${dest}.prom`].concat(flags, args),
        { cwd: path, env: fixed },
      );
    const local = await run('local');
    const remote = await run('remote', '--queue', redis.url);
    const reason = new Error('stop');
    stop.abort(reason);
    await expect(working).rejects.toBe(reason);
    expect([local.code, remote.code, remote.stderr]).toEqual([0, 0, '']);
    expect(dumpsIn(join(path, 'remote'))).toEqual(dumpsIn(join(path, 'local')));
    expect(dumpsIn(join(path, 'remote'))).toHaveLength(4);
    expect(timeless(remote.stdout, 'remote')).toEqual(timeless(local.stdout, 'local'));
    const countsIn = (dest: string) =>
      readFileSync(join(path, `${dest}.prom`), 'utf8')
        .replaceAll(`task="${dest}"`, '')
        .split('\n')
        .filter((line) => /^create_dump_(?:files|bytes|errors)/.test(line));
    expect(countsIn('remote')).toEqual(countsIn('local'));
    const metrics = readFileSync(join(path, 'remote.prom'), 'utf8');
    expect(metrics).toMatch(/^create_dump_queue_jobs\{task="remote",state="completed"\} 2$/m);
  });
});

async function work(path: string, url: string, signal: AbortSignal): Promise<never> {
  const [roots, destinations] = [[join(path, 'mono')], [join(path, 'local'), join(path, 'remote')]];
  const text = `roots = ${JSON.stringify(roots)}\ndestinations = ${JSON.stringify(destinations)}\n`;
  writeFileSync(join(path, 'worker.toml'), text);
  return runWorker(
    { config: 'worker.toml', queue: { url }, jobs: 2, log: () => {} },
    {
      cwd: path,
      env: {},
      stdin: Readable.from([]),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      homeDirectory: path,
      temporaryDirectory: path,
      pid: process.pid,
      hostname: hostname(),
      version,
      tool: `create-dump-batch ${version}`,
      kill: () => {},
      processors: 2,
      renderScript: new URL('file:///none'),
      engine: { startThread: (program, options) => new Worker(program, options) },
      now: () => new Date(),
      signal,
    },
  );
}

/** Names and digests of dumps and checksum files. */
function dumpsIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.includes('_all_code_dump_'))
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(directory, name));
      return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
    });
}

/** The document of a batch, apart from durations and the destination. */
function timeless(stdout: Buffer, destination: string): unknown {
  const text = stdout.toString().replaceAll(`/${destination}/`, '/DEST/');
  return JSON.parse(text, (key, value: unknown) =>
    ['seconds', 'started', 'finished'].includes(key) ? null : value,
  );
}
