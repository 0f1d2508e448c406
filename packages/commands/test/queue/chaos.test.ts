import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BatchReport, runBatch } from '@create-dump/batching';
import { createQueueRunner, parseQueueUrl } from '@create-dump/queue';
import {
  findTool,
  hasRedis,
  startRedis,
  temporaryDirectory,
  type TestRedis,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { useWorkers, type WorkerProcesses } from './worker-processes.js';

/** All that FLEET's table asks for takes minutes: `QUEUE_CHAOS=full`. The short form, with shorter locks, is for each merge. */
const isFull = process.env['QUEUE_CHAOS'] === 'full';
const scale = isFull
  ? { projects: 200, processes: 4, kills: 30, lock: 6000, check: 2000, away: 9000, latency: 1000 }
  : { projects: 24, processes: 2, kills: 3, lock: 1500, check: 400, away: 3000, latency: 150 };
const canCut = process.getuid?.() === 0 && findTool('ip') !== undefined;

/** Most of the time of these is spent waiting for locks to run out; figures are taken alone. */
const beside = { concurrent: !isFull };

const startWorkers = useWorkers();

describe.skipIf(!hasRedis)('a batch by queue (needs redis-server)', () => {
  it('has the names and bytes of a local one, also if it is atomic', async () => {
    await using place = await makePlace();
    await using _workers = await place.work();
    for (const atomic of [false, true]) {
      const local = await batch(place, `local-${atomic}`, { atomic });
      const remote = await batch(place, atomic ? 'remote' : 'out', {
        atomic,
        queue: place.redis.url,
      });
      expect(remote.dumps).toEqual(local.dumps);
      expect(Object.keys(remote.dumps)).toHaveLength(scale.projects + 1);
      expect(outcomes(remote.report)).toEqual({ dumped: scale.projects + 1 });
      expect(remote.others).toEqual(local.others);
    }
  });

  it(`does each project once while ${scale.kills} workers that hold a job are killed`, async () => {
    await using place = await makePlace();
    await using workers = await place.work();
    let kills = 0;
    const state = { isOver: false };
    const end = () => (state.isOver = true);
    const running = batch(place, 'out', { queue: place.redis.url }).finally(end);
    while (kills < scale.kills && !state.isOver) {
      if (await workers.killBusy()) kills++;
      // Each job must be given to another worker at most five times.
      await sleep(300);
    }
    const run = await running;
    expect(kills).toBe(scale.kills);
    expect(run.stalls).toBeGreaterThan(0);
    expect(await findFaults(place, run, workers)).toEqual([]);
    figures('kills', { kills, stalls: run.stalls, starts: workers.starts, seconds: run.seconds });
  });

  it('outlives Redis, killed and started again from its file', beside, async () => {
    await using place = await makePlace();
    await using workers = await place.work();
    const running = batch(place, 'out', { queue: place.redis.url });
    for (let times = 0; times < 2; times++) {
      await sleep(isFull ? 3000 : 600);
      await place.redis.kill();
      await sleep(500);
      await place.redis.restart();
    }
    const run = await running;
    expect(await findFaults(place, run, workers)).toEqual([]);
    figures('Redis killed', { starts: workers.starts, stalls: run.stalls, seconds: run.seconds });
  });

  it(`outlives a Redis that stands still for ${scale.away / 1000} s`, beside, async () => {
    await using place = await makePlace();
    await using workers = await place.work();
    const running = batch(place, 'out', { queue: place.redis.url });
    await sleep(700);
    place.redis.freeze();
    await sleep(scale.away);
    place.redis.thaw();
    const run = await running;
    expect(await findFaults(place, run, workers)).toEqual([]);
    figures('Redis frozen', { starts: workers.starts, stalls: run.stalls, seconds: run.seconds });
  });

  it('outlives a worker that stands still for longer than its lock', beside, async () => {
    await using place = await makePlace();
    await using workers = await place.work();
    const running = batch(place, 'out', { queue: place.redis.url });
    const worker = await workers.findBusy();
    worker.child.kill('SIGSTOP');
    await sleep(scale.lock + 2 * scale.check);
    worker.child.kill('SIGCONT');
    const run = await running;
    expect(run.stalls).toBeGreaterThan(0);
    expect(await findFaults(place, run, workers)).toEqual([]);
    figures('worker frozen', { starts: workers.starts, stalls: run.stalls, seconds: run.seconds });
  });

  it.skipIf(!canCut)(
    `outlives a link that is cut for ${scale.away / 1000} s (needs root and ip netns)`,
    beside,
    async () => {
      await using net = await makeNetwork(scale.processes);
      await using place = await makePlace(net.host);
      await using workers = await place.work(net.under);
      const running = batch(place, 'out', { queue: place.redis.url });
      await sleep(1000);
      net.cut(0);
      await sleep(scale.away);
      net.mend(0);
      const run = await running;
      expect(await findFaults(place, run, workers)).toEqual([]);
      figures('link cut', { starts: workers.starts, stalls: run.stalls, seconds: run.seconds });
    },
  );

  it.skipIf(!isFull)(
    'is as much faster as there are workers, where sources make them wait',
    async () => {
      const seconds: Record<number, number> = {};
      for (const processes of [1, 8]) {
        await using place = await makePlace(undefined, {
          processes,
          jobs: 1,
          latency: 1000,
          projects: 63,
        });
        await using _workers = await place.work();
        seconds[processes] = (await batch(place, 'out', { queue: place.redis.url })).seconds;
      }
      figures('latency of 1 s, 64 projects', seconds);
      expect((seconds[1] ?? 0) / (seconds[8] ?? 1)).toBeGreaterThan(7);
    },
  );

  it.skipIf(!isFull)('costs little beside the same in one process', async () => {
    await using place = await makePlace(undefined, { latency: 0 });
    const local = await batch(place, 'local', {});
    const before = await place.redis.ask('INFO memory');
    await using _workers = await place.work();
    const remote = await batch(place, 'remote', { queue: place.redis.url });
    const after = await place.redis.ask('INFO memory');
    expect(outcomes(remote.report)).toEqual(outcomes(local.report));
    figures('cost', {
      local: local.seconds,
      queue: remote.seconds,
      jobBytes: remote.jobBytes,
      redisBefore: memoryOf(before),
      redisAfter: memoryOf(after),
      coordinatorRss: process.memoryUsage.rss(),
    });
  });
});

interface Place extends AsyncDisposable {
  readonly path: string;
  readonly redis: TestRedis;
  readonly directories: readonly string[];
  work(under?: (index: number) => readonly string[]): Promise<WorkerProcesses>;
}

/** A monorepo of tiny projects, a Redis, and workers for it. */
async function makePlace(
  host?: string,
  {
    processes = scale.processes,
    jobs = 2,
    latency = scale.latency,
    projects = scale.projects,
  }: Partial<Record<'processes' | 'jobs' | 'latency' | 'projects', number>> = {},
): Promise<Place> {
  const directory = temporaryDirectory();
  const path = realpathSync(directory.path);
  mkdirSync(join(path, 'redis'));
  const names = Array.from({ length: projects }, (_, index) => `p${index}`);
  const files = names.map((name) => [`${name}/file.txt`, `The content of ${name}\n`] as const);
  writeTree(join(path, 'mono'), { ...Object.fromEntries(files), 'top.txt': 'top' });
  const redis = await startRedis({
    directory: join(path, 'redis'),
    ...(host !== undefined && { host }),
  });
  const program = {
    url: redis.url,
    jobs,
    latency,
    roots: [join(path, 'mono')],
    destinations: [join(path, 'out'), join(path, 'remote')],
    timing: { lockDuration: scale.lock, stalledInterval: scale.check },
  };
  return {
    path,
    redis,
    directories: ['.', ...names],
    work: (under) => startWorkers({ program, count: processes, ...(under && { under }) }),
    async [Symbol.asyncDispose]() {
      await redis[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    },
  };
}

interface Run {
  readonly report: BatchReport;
  readonly destination: string;
  /** The digest of each dump, by name. */
  readonly dumps: Readonly<Record<string, string>>;
  /** The names of all other files. */
  readonly others: readonly string[];
  readonly stalls: number;
  readonly seconds: number;
  readonly jobBytes: number;
}

async function batch(
  place: Place,
  name: string,
  { atomic = false, queue }: { readonly atomic?: boolean; readonly queue?: string },
): Promise<Run> {
  const { path, directories } = place;
  const [root, destination] = [join(path, 'mono'), join(path, name)];
  let stalls = 0;
  let jobBytes = 0;
  const run =
    queue === undefined
      ? undefined
      : createQueueRunner({ address: parseQueueUrl(queue), onStalled: () => stalls++ });
  const since = performance.now();
  const { report } = await runBatch(
    {
      root,
      destination,
      atomic,
      jobs: 4,
      projects: directories.map((directory) => ({ directory, name: directory })),
    },
    {
      process: { pid: process.pid, hostname: hostname() },
      tool: 'test',
      generatedAt: new Date('2026-01-01T00:00:00Z'),
      ...(run && {
        runProjects: (tasks, context) => {
          jobBytes = Math.max(...tasks.map((task) => JSON.stringify(task).length));
          return run(tasks, context);
        },
      }),
    },
  );
  const seconds = (performance.now() - since) / 1000;
  const names = readdirSync(destination).toSorted();
  const isDump = (one: string) => one.endsWith('.md') && !one.startsWith('batch_');
  const dumps = names.filter(isDump).map((one) => [one, digestOf(join(destination, one))] as const);
  return {
    report,
    destination,
    dumps: Object.fromEntries(dumps),
    others: names.filter((one) => !isDump(one)),
    stalls,
    seconds,
    jobBytes,
  };
}

/** What isn't as it should be: each project has one dump, the report has the digest of each, and nothing else is left. */
async function findFaults(
  place: Place,
  { report, destination, dumps, others }: Run,
  { failures }: WorkerProcesses,
): Promise<readonly string[]> {
  const { directories, redis } = place;
  const { projects } = report;
  // A worker that was held up finds out that its job is done elsewhere, and tidies up.
  const left = () => readdirSync(destination).filter((name) => name.startsWith('.'));
  for (let checks = 0; checks < 300 && left().length > 0; checks++) await sleep(100);
  // One that was killed after the run had swept leaves it to the next run.
  if (left().length > 0) await batch(place, basename(destination), {});
  const failed = projects.filter(({ outcome }) => outcome !== 'dumped');
  const count = (what: string, found: number) =>
    found === directories.length ? [] : [`${found} ${what}`];
  return [
    ...failed.map(({ directory, reason }) => `${directory}: ${reason?.message}`),
    ...(failed.length > 0 ? failures : []),
    ...count('projects', projects.length),
    ...count('dumps', Object.keys(dumps).length),
    ...count('checksums', others.filter((name) => name.endsWith('.sha256')).length),
    ...projects.filter(({ dump, sha256 }) => dumps[dump ?? ''] !== sha256).map(({ name }) => name),
    ...Object.keys(dumps).filter((name) => /-\d+\.md$/.test(name)),
    ...left(),
    ...((await redis.ask('LLEN bull:create-dump:wait')) === ':0\r\n' ? [] : ['jobs that wait']),
  ];
}

function outcomes({ projects }: BatchReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of projects) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function memoryOf(info: string): number {
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

/** Only the full form is about figures. */
function figures(what: string, facts: Readonly<Record<string, number>>): void {
  // oxlint-disable-next-line no-console -- the result of the full form
  if (isFull) console.log(what, JSON.stringify(facts));
}

/** A bridge with a network namespace for each worker; this process and Redis are on the bridge. */
async function makeNetwork(count: number) {
  const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const id = process.pid % 10_000;
  const bridge = `cdb${id}`;
  const subnet = `10.${200 + (id % 50)}.${id % 250}`;
  const names = Array.from({ length: count }, (_, index) => `cdn${id}-${index}`);
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('addr', 'add', `${subnet}.1/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  names.forEach((name, index) => {
    ip('netns', 'add', name);
    ip('link', 'add', `cdv${id}${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', `cdv${id}${index}`, 'master', bridge, 'up');
    ip('-n', name, 'addr', 'add', `${subnet}.${index + 2}/24`, 'dev', 'eth0');
    ip('-n', name, 'link', 'set', 'eth0', 'up');
    ip('-n', name, 'link', 'set', 'lo', 'up');
  });
  return {
    host: `${subnet}.1`,
    under: (index: number) =>
      ['ip', 'netns', 'exec', names[index] ?? ''].concat(
        ['unshare', '--uts', '--', 'sh', '-c'],
        [`hostname worker-${index} && exec "$@"`, 'sh'],
      ),
    cut: (index: number) => ip('link', 'set', `cdv${id}${index}`, 'down'),
    mend: (index: number) => ip('link', 'set', `cdv${id}${index}`, 'up'),
    async [Symbol.asyncDispose]() {
      for (const name of names) ip('netns', 'del', name);
      ip('link', 'del', bridge);
    },
  };
}
