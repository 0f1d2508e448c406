import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDumpError } from '@create-dump/core';
import { hasRedis, startRedis, temporaryDirectory } from '@create-dump/tooling-testing';
import { Redis } from 'ioredis';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createQueueRunner,
  createQueueWorker,
  type DumpJob,
  type JobCounts,
  type JobOutcome,
  listDead,
  parseQueueUrl,
  type PerformJob,
  type QueueAddress,
  type QueueRunContext,
  retryDead,
  type WorkerEvent,
} from '../src/index.js';
import { jobIdOf } from '../src/job-options.js';
import { allowed, resolvePath, sampleJob, sampleResult } from './sample-job.js';

const workerTiming = { lockDuration: 2000, stalledInterval: 500, poll: 100, progress: 50 };
const timing = { poll: 100, unavailableAfter: 1000, lostAfter: 3000 };
let redis: Awaited<ReturnType<typeof startRedis>>;
let directory: ReturnType<typeof temporaryDirectory>;
let address: QueueAddress;
let admin: Redis;

describe.skipIf(!hasRedis)('a queue (needs redis-server)', () => {
  beforeAll(async () => {
    directory = temporaryDirectory();
    redis = await startRedis({ directory: directory.path });
    address = parseQueueUrl(redis.url);
    admin = new Redis(redis.url, { maxRetriesPerRequest: null });
    admin.on('error', () => {});
  });
  beforeEach(async () => void (await admin.flushall()));
  afterAll(async () => {
    admin.disconnect();
    await redis[Symbol.asyncDispose]();
    directory[Symbol.dispose]();
  });

  it('has jobs done, in their order, by several workers, and says what came of each', async () => {
    const done: string[] = [];
    const perform: PerformJob = async (job, { onProgress }) => {
      done.push(job.directory);
      onProgress({ reached: [], bytes: 5 });
      await sleep(120);
      return sampleResult(job);
    };
    await using _one = await startWorker(perform);
    const run = await runJobs(names(6).map((name) => sampleJob(name)));
    expect(done).toEqual(names(6));
    expect(Object.keys(run.outcomes).toSorted()).toEqual(names(6));
    expect(run.outcomes['p0']).toEqual({ result: sampleResult(sampleJob('p0')) });
    expect(new Set(run.started)).toEqual(new Set(names(6)));
    expect(run.progress).toBeGreaterThan(0);
    expect(run.warnings).toEqual([]);
  });

  it('tries a job three times, then it is dead, until it is tried again', async () => {
    let attempts = 0;
    let isBroken = true;
    const perform: PerformJob = async (job) => {
      attempts++;
      if (isBroken) throw new CreateDumpError('WRITE_FAILED', 'No space left.');
      return sampleResult(job);
    };
    const events: WorkerEvent[] = [];
    await using _worker = await startWorker(perform, events);
    const { outcomes } = await runJobs([sampleJob('a')]);
    expect(outcomes).toEqual({
      a: { failure: { code: 'WRITE_FAILED', message: 'No space left.' } },
    });
    expect(attempts).toBe(3);
    const failed = events.flatMap((event) => (event.type === 'job-failed' ? [event.isDead] : []));
    expect(failed).toEqual([false, false, true]);
    const { signal } = new AbortController();
    expect(await listDead({ address, signal })).toEqual([
      expect.objectContaining({
        job: sampleJob('a'),
        reason: { code: 'WRITE_FAILED', message: 'No space left.' },
        attempts: 3,
        failedAt: expect.any(Date),
      }),
    ]);
    isBroken = false;
    expect(await retryDead({ address, signal })).toHaveLength(1);
    await until(() => events.some(({ type }) => type === 'job-finished'));
    expect(await listDead({ address, signal })).toEqual([]);
  });

  it('has a malformed job, or one that is not allowed, dead at once, and the worker goes on', async () => {
    const performed: string[] = [];
    const perform: PerformJob = async (job) => {
      performed.push(job.directory);
      return sampleResult(job);
    };
    const queue = new Queue('create-dump', {
      connection: new Redis(redis.url, { maxRetriesPerRequest: null }),
    });
    const hostile: readonly unknown[] = [
      {},
      { command: 'rm -rf /' },
      { ...sampleJob('b'), source: { kind: 'path', root: '/etc', top: '/etc' } },
      { ...sampleJob('c'), destination: '/root/.ssh' },
      { ...sampleJob('d'), name: 'x'.repeat(100_000) },
    ];
    for (const data of hostile) await queue.add('dump', data, { attempts: 100 });
    await queue.add('evil', sampleJob('e'), { jobId: 'any' });
    const events: WorkerEvent[] = [];
    await using _worker = await startWorker(perform, events);
    await runJobs([sampleJob('good')]);
    const { signal } = new AbortController();
    await until(async () => (await listDead({ address, signal })).length === hostile.length);
    const dead = await listDead({ address, signal });
    expect(dead.map(({ attempts }) => attempts)).toEqual(hostile.map(() => 1));
    expect(dead.map(({ reason }) => reason.code).toSorted()).toEqual([
      'REFUSED',
      'REFUSED',
      'USAGE',
      'USAGE',
      'USAGE',
    ]);
    // What can't succeed isn't tried again in vain.
    expect(await retryDead({ address, signal })).toHaveLength(2);
    expect(performed).toContain('good');
    expect(performed.filter((one) => one !== 'good' && one !== 'e')).toEqual([]);
    await queue.close();
  });

  it('survives results, progress and states that make no sense', async () => {
    const perform: PerformJob = async (job, { onProgress }) => {
      onProgress({ reached: 'x' } as never);
      await sleep(150);
      return { pwned: true, job } as never;
    };
    await using _worker = await startWorker(perform);
    const { outcomes, progress } = await runJobs([sampleJob('a'), sampleJob('b')]);
    const failure = expect.objectContaining({ code: 'WORKER_FAILED' });
    expect(outcomes).toEqual({ a: { failure }, b: { failure } });
    expect(progress).toBe(0);
  });

  it('adds jobs again that Redis has forgotten', async () => {
    const running = runJobs(names(3).map((name) => sampleJob(name)));
    await until(async () => (await admin.exists(`bull:create-dump:${idOf('p2')}`)) === 1);
    await admin.flushall();
    await until(async () => (await admin.exists(`bull:create-dump:${idOf('p2')}`)) === 1);
    await using _worker = await startWorker(async (job) => sampleResult(job));
    const { outcomes, warnings } = await running;
    expect(Object.keys(outcomes)).toHaveLength(3);
    expect(warnings.filter((text) => text.includes('added again'))).toHaveLength(1);
  });

  it('says once that no worker is connected, and waits for one', async () => {
    const warnings: string[] = [];
    const running = runJobs([sampleJob('a')], { warnings });
    await until(() => warnings.length > 0);
    await using _worker = await startWorker(async (job) => sampleResult(job));
    await running;
    expect(warnings).toEqual(['No worker is connected to the queue; the run waits for one.']);
  });

  it('gives the jobs of a worker that was stopped to another one, without counting an attempt', async () => {
    const stopped: unknown[] = [];
    let performing = 0;
    const stuck: PerformJob = async (_, { signal }) => {
      performing++;
      await sleep(60_000, undefined, { signal }).catch(() => stopped.push(signal.reason));
      signal.throwIfAborted();
      throw new Error('never');
    };
    const first = await startWorker(stuck);
    const running = runJobs([sampleJob('a')]);
    await until(() => performing === 1);
    await first[Symbol.asyncDispose]();
    expect(stopped).toHaveLength(1);
    await using _second = await startWorker(async (job) => sampleResult(job));
    const { outcomes } = await running;
    expect(outcomes['a']).toHaveProperty('result');
    expect(await admin.hget(`bull:create-dump:${idOf('a')}`, 'atm')).toBe('1');
  });

  it('a cancelled run leaves no job behind, and workers stop theirs', async () => {
    const stop = new AbortController();
    let performing = 0;
    let aborted = 0;
    const perform: PerformJob = async (job, { signal }) => {
      if (job.directory === 'p0') return sampleResult(job);
      performing++;
      await sleep(60_000, undefined, { signal }).catch(() => aborted++);
      signal.throwIfAborted();
      return sampleResult(job);
    };
    await using _worker = await startWorker(perform);
    const running = runJobs(
      names(5).map((name) => sampleJob(name)),
      { signal: stop.signal },
    );
    await until(() => performing === 1);
    const before = performance.now();
    stop.abort(new Error('stop'));
    const { outcomes } = await running;
    expect(performance.now() - before).toBeLessThan(5000);
    expect(Object.keys(outcomes)).toHaveLength(5);
    expect(outcomes['p0']).toHaveProperty('result');
    await until(() => aborted === 1);
    await until(async () => (await admin.llen('bull:create-dump:active')) === 0);
    expect(await admin.llen('bull:create-dump:wait')).toBe(0);
    expect(await listDead({ address, signal: new AbortController().signal })).toEqual([]);
  });

  it('aborts a job that another worker has got, and does not confirm it', async () => {
    const reasons: unknown[] = [];
    const perform: PerformJob = async (job, { signal, confirm }) => {
      if (reasons.length > 0) return sampleResult(job);
      // As if the worker had been suspended for longer than its lock.
      await admin.set(`bull:create-dump:${idOf('a')}:lock`, 'another worker');
      await confirm().catch((error: Error) => reasons.push(error.message));
      await sleep(10_000, undefined, { signal }).catch(() => {});
      reasons.push((signal.reason as Error | undefined)?.message);
      await admin.del(`bull:create-dump:${idOf('a')}:lock`);
      signal.throwIfAborted();
      throw new Error('never');
    };
    const events: WorkerEvent[] = [];
    await using _worker = await startWorker(perform, events, 2);
    const { outcomes } = await runJobs([sampleJob('a')]);
    expect(outcomes['a']).toHaveProperty('result');
    expect(reasons.slice(0, 2)).toEqual([
      expect.stringContaining('Another worker has got the job'),
      'Another worker has got the job.',
    ]);
    expect(events.some(({ type }) => type === 'job-stalled')).toBe(true);
  });

  it('drops the jobs of a run whose coordinator is gone', async () => {
    const performed: string[] = [];
    const perform: PerformJob = async (job) => {
      performed.push(job.directory);
      return sampleResult(job);
    };
    const queue = new Queue('create-dump', {
      connection: new Redis(redis.url, { maxRetriesPerRequest: null }),
    });
    const old = { timestamp: Date.now() - 3_600_000 };
    await queue.add('dump', sampleJob('old', { run: '9-9-aaaaaaaa-bbbbbbbb-c' }), old);
    await queue.add('dump', sampleJob('new', { run: '8-8-aaaaaaaa-bbbbbbbb-c' }));
    await using _worker = await startWorker(perform);
    await runJobs([sampleJob('a')]);
    expect(performed.toSorted()).toEqual(['a', 'new']);
    expect(await queue.getFailedCount()).toBe(0);
    await queue.close();
  });

  it('says that there is no Redis, or a wrong password, without saying the password', async () => {
    const nobody = parseQueueUrl('redis://me:s3cret@127.0.0.1:1');
    const run = createQueueRunner({ address: nobody, timing });
    const failing = run([sampleJob()], contextOf());
    await expect(failing).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await expect(failing).rejects.toThrow("redis://127.0.0.1:1 can't be reached");
    await expect(failing).rejects.not.toThrow('s3cret');
    const wrong = parseQueueUrl(`redis://me:s3cret@127.0.0.1:${redis.port}`);
    const refused = createQueueRunner({ address: wrong, timing })([sampleJob()], contextOf());
    await expect(refused).rejects.toThrow(/WRONGPASS/);
    await expect(refused).rejects.not.toThrow('s3cret');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(run([sampleJob()], { ...contextOf(), signal: stop.signal })).rejects.toThrow(
      'stopped',
    );
  });

  it('gives up the jobs that are left when Redis is gone for too long', async () => {
    using own = temporaryDirectory();
    await using other = await startRedis({ directory: own.path });
    const outcomes: Record<string, JobOutcome> = {};
    const context = {
      ...contextOf(),
      onFinished: (name: string, outcome: JobOutcome) => void (outcomes[name] = outcome),
    };
    const run = createQueueRunner({ address: parseQueueUrl(other.url), timing });
    const running = run([sampleJob('a')], context);
    await sleep(500);
    await other.kill();
    await running;
    expect(outcomes).toEqual({
      a: { failure: { code: 'QUEUE_UNAVAILABLE', message: expect.stringContaining(other.url) } },
    });
  });

  it('warns of settings with which Redis loses jobs, and counts the jobs', async () => {
    using own = temporaryDirectory();
    const options = ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no'];
    await using other = await startRedis({ directory: own.path, options });
    const warnings: string[] = [];
    const counts: JobCounts[] = [];
    const run = createQueueRunner({
      address: parseQueueUrl(other.url),
      timing,
      onCounts: (one) => counts.push(one),
    });
    const stop = new AbortController();
    const running = run([sampleJob('a')], {
      ...contextOf(),
      signal: stop.signal,
      warn: (text) => warnings.push(text),
    });
    await until(() => counts.some(({ waiting }) => waiting === 1));
    stop.abort(new Error('stop'));
    await running;
    expect(warnings).toEqual([
      expect.stringContaining('maxmemory-policy is allkeys-lru'),
      expect.stringContaining('append-only'),
      ...warnings.slice(2),
    ]);
  });
});

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

const idOf = (name: string) => jobIdOf(sampleJob(name));

async function startWorker(perform: PerformJob, events: WorkerEvent[] = [], jobs = 1) {
  const worker = await createQueueWorker({
    address,
    jobs,
    allowed,
    resolvePath,
    perform,
    timing: workerTiming,
    observe: (event) => events.push(event),
  });
  return { [Symbol.asyncDispose]: () => worker.stop() };
}

function contextOf(): QueueRunContext {
  return {
    signal: new AbortController().signal,
    warn: () => {},
    onStarted: () => {},
    onProgress: () => {},
    onFinished: () => {},
  };
}

async function runJobs(
  jobs: readonly DumpJob[],
  { signal = new AbortController().signal, warnings = [] as string[] } = {},
) {
  const outcomes: Record<string, JobOutcome> = {};
  const started: string[] = [];
  let progress = 0;
  await createQueueRunner({ address, timing })(jobs, {
    signal,
    warn: (message) => warnings.push(message),
    onStarted: (name) => started.push(name),
    onProgress: () => progress++,
    onFinished(name, outcome) {
      if (name in outcomes) throw new Error(`${name} finished twice`);
      outcomes[name] = outcome;
    },
  });
  return { outcomes, started, warnings, progress };
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('It did not happen');
    await sleep(20);
  }
}
