import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { type BatchEvent, runBatch } from '@create-dump/batching';
import type { LogEntry } from '@create-dump/observing';
import { hasRedis, startRedis, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/index.js';
import { openQueue } from '../../src/queue/open-queue.js';
import { runDead } from '../../src/queue/run-dead.js';
import { runWorker } from '../../src/queue/run-worker.js';

function worldIn(cwd: string, signal: AbortSignal, stdout = new PassThrough()): World {
  return {
    cwd,
    env: {},
    stdin: Readable.from([]),
    stdout,
    stderr: new PassThrough(),
    homeDirectory: cwd,
    temporaryDirectory: cwd,
    pid: process.pid,
    hostname: hostname(),
    version: '1.2.3',
    tool: 'create-dump-batch 1.2.3',
    kill: () => {},
    processors: 2,
    renderScript: new URL('file:///none'),
    engine: { startThread: (program, options) => new Worker(program, options) },
    now: () => new Date(),
    signal,
  };
}

async function makePlace() {
  const directory = temporaryDirectory();
  const path = realpathSync(directory.path);
  writeTree(join(path, 'mono'), { 'a/x.txt': 'a', 'b/y.txt': 'b' });
  mkdirSync(join(path, 'redis'));
  const redis = await startRedis({
    directory: join(path, 'redis'),
    options: ['--requirepass', 's3cret'],
  });
  const url = `redis://:s3cret@127.0.0.1:${redis.port}`;
  writeFileSync(join(path, 'queue'), `${url}\n`);
  const worker = (roots: string) =>
    writeFileSync(
      join(path, 'worker.toml'),
      `roots = ["${roots}"]\ndestinations = ["${join(path, 'out')}"]\nqueue_file = "queue"\n`,
    );
  return {
    path,
    worker,
    async [Symbol.asyncDispose]() {
      await redis[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    },
  };
}

/** A batch of two projects through the queue of the place, while a worker runs. */
async function runThrough(path: string, tool: string) {
  const stop = new AbortController();
  const log: LogEntry[] = [];
  const events: BatchEvent[] = [];
  const world = worldIn(path, stop.signal);
  const working = runWorker(
    { config: 'worker.toml', jobs: 2, log: (entry) => log.push(entry) },
    world,
  );
  const runProjects = await openQueue({ file: 'queue' }, world, {
    observe: (event) => events.push(event as BatchEvent),
  });
  const { report } = await runBatch(
    {
      root: join(path, 'mono'),
      destination: join(path, 'out'),
      projects: ['a', 'b'].map((directory) => ({ directory, name: directory })),
    },
    { tool, runProjects, observe: (event) => events.push(event) },
  );
  const reason = new Error('SIGTERM');
  stop.abort(reason);
  await expect(working).rejects.toBe(reason);
  return { report, events, log };
}

describe.skipIf(!hasRedis)('a worker (needs redis-server)', () => {
  it('does the jobs of a batch until it is stopped, and logs them without the password', async () => {
    await using place = await makePlace();
    place.worker(join(place.path, 'mono'));
    // Another program of the same version.
    const { report, events, log } = await runThrough(place.path, 'nightly 1.2.3');
    expect(report.outcome).toBe('done');
    expect(readdirSync(join(place.path, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(log.map(({ message }) => message)).toEqual([
      'worker started',
      ...Array.from(
        { length: 4 },
        () => expect.stringMatching(/^job (started|finished)$/) as string,
      ),
      'worker stopped',
    ]);
    const counted = events.flatMap((event) =>
      event.type === 'batch-event' && event.event.type === 'queue-counted' ? [event.event] : [],
    );
    expect(counted.length).toBeGreaterThan(0);
    expect(JSON.stringify([report, events, log])).not.toContain('s3cret');
  });

  it('refuses what it does not allow, and work of another version; dead jobs are listed', async () => {
    await using place = await makePlace();
    place.worker(join(place.path, 'mono/a'));
    const { report, log } = await runThrough(place.path, 'create-dump 1.2.3');
    // The root of the batch isn't allowed, so not even `a` is.
    expect(report.projects.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
      ['failed', 'REFUSED'],
      ['failed', 'REFUSED'],
    ]);
    expect(log.filter(({ message }) => message === 'job is dead')).toHaveLength(2);
    place.worker(join(place.path, 'mono'));
    const other = await runThrough(place.path, 'create-dump 1.2.4');
    expect(other.report.projects[0]?.reason?.message).toContain('Install the same version');
    const listed = await dead(place.path, false);
    expect(listed).toMatch(/^PROJECT +DESTINATION +TRIES +FAILED +REASON\n/);
    expect(listed).toContain('REFUSED: ');
    expect(listed).not.toContain('s3cret');
    const document: unknown = JSON.parse(await dead(place.path, false, true));
    expect(document).toMatchObject({
      command: 'dead',
      jobs: [expect.anything(), { attempts: 1, retried: false, reason: { code: 'REFUSED' } }],
    });
    expect(await dead(place.path, true)).toContain('2 jobs will be tried again.');
    expect(await dead(place.path, false)).toBe('No job is dead.\n');
  });
});

async function dead(path: string, retry: boolean, json = false): Promise<string> {
  const stdout = new PassThrough();
  const world = worldIn(path, new AbortController().signal, stdout);
  const code = await runDead({ queue: { file: 'queue' }, retry, json }, world);
  stdout.end();
  expect(code).toBe(0);
  return text(stdout);
}
