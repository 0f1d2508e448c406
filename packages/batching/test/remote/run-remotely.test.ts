import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { stagingName } from '@create-dump/dumping';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import {
  type BatchEvent,
  type BatchOptions,
  type ProjectTask,
  runBatch,
  type RunProjects,
  runProjectTask,
  type TaskContext,
  type TaskResult,
} from '../../src/index.js';
import { contextOf, optionsFor } from '../batch-context.js';

const tree = {
  'a/x.txt': 'a',
  'a/pipe.bin': '\0',
  'b/y.txt': 'b'.repeat(100_000),
  'b/deep/z.txt': 'z',
  'top.txt': 'top',
};
const directories = ['.', 'a', 'b', 'b/deep'];

/** The process of a worker. */
function workerOf(rest: Partial<TaskContext> = {}): TaskContext {
  return {
    process: { pid: process.pid, hostname: hostname() },
    tool: 'test',
    now: () => new Date(),
    signal: new AbortController().signal,
    gitFiles: {},
    skipUnchanged: { spoolDirectory: '/tmp' },
    ...rest,
  };
}

/** Carries each task as JSON to `work`, one after another. */
function carry(work: (task: ProjectTask) => Promise<TaskResult>): RunProjects {
  return async (tasks, { onStarted, onFinished }) => {
    for (const task of tasks) {
      onStarted(task.directory);
      const sent = JSON.parse(JSON.stringify(task)) as ProjectTask;
      const result = JSON.parse(JSON.stringify(await work(sent))) as TaskResult;
      onFinished(task.directory, { result });
    }
  };
}

function snapshot(destination: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(destination)
      .toSorted()
      .filter((name) => name.endsWith('.md') && !name.startsWith('batch_'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(destination, name)))
          .digest('hex'),
      ]),
  );
}

/** What a run told, apart from the order among projects, and how finely progress was told. */
function summary(events: readonly BatchEvent[], destination: string) {
  const text = JSON.stringify(
    events.flatMap((event) => {
      if (event.type !== 'project-event' || event.event.type !== 'progressed') return [event];
      return [];
    }),
  );
  const lines = (JSON.parse(text.replaceAll(destination, 'DEST')) as BatchEvent[]).map((event) =>
    JSON.stringify(event),
  );
  const sums = events.reduce(
    ({ files, bytes }, event) =>
      event.type === 'project-event' && event.event.type === 'progressed'
        ? { files: files + event.event.files, bytes: bytes + event.event.bytes }
        : { files, bytes },
    { files: 0, bytes: 0 },
  );
  return { lines: lines.toSorted(), sums };
}

it.each([false, true])(
  'gives the same names, bytes, report and events as dumping in this process (atomic: %s)',
  async (atomic) => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'mono');
    writeTree(root, tree);
    const [here, there] = ['here', 'there'].map((name) => join(directory.path, name));
    const told: Record<'here' | 'there', BatchEvent[]> = { here: [], there: [] };
    const options = (destination = ''): BatchOptions => ({
      ...optionsFor(root, destination, directories),
      atomic,
    });
    const local = await runBatch(options(here), contextOf(told.here));
    const runProjects = carry((task) => runProjectTask(task, workerOf({ onProgress: () => {} })));
    const remote = await runBatch(options(there), { ...contextOf(told.there), runProjects });
    expect(snapshot(there ?? '')).toEqual(snapshot(here ?? ''));
    expect(Object.keys(snapshot(there ?? ''))).toHaveLength(4);
    const timeless = ({ projects, outcome }: typeof local.report) => ({
      outcome,
      projects: projects.map((project) => ({ ...project, seconds: 0 })),
    });
    expect(timeless(remote.report)).toEqual(timeless(local.report));
    expect(summary(told.there, there ?? '')).toEqual(summary(told.here, here ?? ''));
    expect(readdirSync(there ?? '').filter((name) => name.startsWith('.'))).toEqual([]);
  },
);

it('publishes a task once, however often it runs, also at the same time', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const runProjects = carry(async (task) => {
    const results = await Promise.all([1, 2, 3].map(() => runProjectTask(task, workerOf())));
    // The tree changes between two attempts.
    if (task.directory === 'a') writeFileSync(join(root, 'a/x.txt'), 'changed');
    if (task.directory === 'a') writeFileSync(join(root, 'a/more.txt'), 'more');
    const last = await runProjectTask(task, workerOf());
    const reports = [...results, last].map(({ report: one }) =>
      JSON.stringify(one, (key, value: unknown) => (key === 'seconds' ? 0 : value)),
    );
    // Also tree and sizes are those of the dump that is there.
    expect(new Set(reports).size).toBe(1);
    return last;
  });
  const { report } = await runBatch(optionsFor(root, destination, directories), {
    ...contextOf(),
    runProjects,
  });
  expect(report.outcome).toBe('done');
  expect(Object.values(snapshot(destination)).toSorted()).toEqual(
    report.projects.map(({ sha256 }) => sha256 ?? '').toSorted(),
  );
  expect(readdirSync(destination).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('signs what workers have made: the key stays with the run', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const sign = async (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex');
  const seen: ProjectTask[] = [];
  const runProjects = carry((task) => {
    seen.push(task);
    return runProjectTask(task, workerOf());
  });
  const filesOf = async (name: string, rest: Partial<Parameters<typeof runBatch>[1]>) => {
    const destination = join(directory.path, name);
    const events: BatchEvent[] = [];
    const context = { ...contextOf(events), sign, ...rest };
    const { report } = await runBatch(optionsFor(root, destination, directories), context);
    expect(report.outcome).toBe('done');
    const names = readdirSync(destination).filter((one) => !one.startsWith('batch_'));
    const contents = names.map((one) => [one, readFileSync(join(destination, one), 'base64')]);
    return [Object.fromEntries(contents), summary(events, destination)] as const;
  };
  const remote = await filesOf('there', { runProjects });
  expect(remote).toEqual(await filesOf('here', {}));
  expect(Object.keys(remote[0])).toHaveLength(3 * directories.length);
  expect(seen.map(({ isStaged }) => isStaged)).toEqual(directories.map(() => true));
});

it('says of a second attempt that skips what is unchanged what it would say of the first', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const options = optionsFor(root, destination, ['a']);
  const skipUnchanged = { spoolDirectory: directory.path };
  const projects = options.projects.map((project) => {
    const { prepared } = project;
    if (prepared === undefined || 'failure' in prepared) return project;
    return { ...project, prepared: { ...prepared, skipUnchanged } };
  });
  const runProjects = carry(async (task) => {
    await runProjectTask(task, workerOf());
    return runProjectTask(task, workerOf());
  });
  const outcomes: unknown[] = [];
  for (const second of [0, 1]) {
    const generatedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const context = { ...contextOf(), generatedAt, runProjects };
    const { report } = await runBatch({ ...options, projects }, context);
    outcomes.push(report.projects.map(({ outcome, dump }) => [outcome, dump]));
  }
  const dump = 'a_all_code_dump_20260101_000000.md';
  expect(outcomes).toEqual([[['dumped', dump]], [['unchanged', dump]]]);
});

it('takes the number of an earlier dump of the same second into account', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const runProjects = carry((task) => runProjectTask(task, workerOf()));
  const options = optionsFor(root, destination, ['a']);
  await runBatch(options, { ...contextOf(), runProjects });
  writeFileSync(join(root, 'a/x.txt'), 'changed');
  const { report } = await runBatch(options, { ...contextOf(), runProjects });
  expect(report.projects[0]?.dump).toBe('a_all_code_dump_20260101_000000-1.md');
  expect(new Set(Object.values(snapshot(destination))).size).toBe(2);
});

it.each<readonly [string, (result: TaskResult) => TaskResult]>([
  [
    'a dump that is not there',
    (one) => withReport(one, { dump: 'a_all_code_dump_20260101_000000.md' }),
  ],
  ['a dump elsewhere', (one) => withReport(one, { dump: '../../secret.md' })],
  ['another digest', (one) => withReport(one, { sha256: '0'.repeat(64) })],
  ['no digest', (one) => withReport(one, { sha256: null })],
  ['an outcome that no worker has', (one) => withReport(one, { outcome: 'kept' as 'dumped' })],
])('does not believe in %s', async (_, lie) => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const runProjects = carry(async (task) => {
    const result = await runProjectTask(task, workerOf());
    return task.directory === 'b' ? lie(result) : result;
  });
  const { report } = await runBatch(optionsFor(root, destination, ['b', 'b/deep']), {
    ...contextOf(),
    runProjects,
  });
  expect(report.projects.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['failed', 'WORKER_FAILED'],
    ['dumped', undefined],
  ]);
});

function withReport(result: TaskResult, change: Partial<TaskResult['report']>): TaskResult {
  return { ...result, report: { ...result.report, ...change } };
}

it('dumps in this process what no task can say, and reports what no worker finished', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const options = optionsFor(root, destination, ['a', 'b', 'b/deep']);
  const projects = options.projects.map((project) => {
    const { prepared } = project;
    if (project.directory !== 'a' || prepared === undefined || 'failure' in prepared)
      return project;
    const exclude = Array.from({ length: 10_000 }, (_, index) => `no/such/${index}`);
    return { ...project, prepared: { ...prepared, selection: { ...prepared.selection, exclude } } };
  });
  const seen: string[] = [];
  const runProjects: RunProjects = async (tasks, { onFinished }) => {
    seen.push(...tasks.map(({ directory: one }) => one));
    const [task] = tasks;
    if (task === undefined) return;
    onFinished(task.directory, { failure: { code: 'WORKER_FAILED', message: 'It is dead.' } });
  };
  const { report } = await runBatch({ ...options, projects }, { ...contextOf(), runProjects });
  expect(seen).toEqual(['b', 'b/deep']);
  expect(report.projects.map(({ outcome, reason }) => [outcome, reason?.message])).toEqual([
    ['dumped', undefined],
    ['failed', 'It is dead.'],
    ['failed', 'No worker finished it.'],
  ]);
});

it('does not drop what a task cannot say: such a project stays in this process', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const options = optionsFor(root, destination, ['a', 'b']);
  const projects = options.projects.map((project) => {
    const { prepared } = project;
    if (project.directory !== 'a' || prepared === undefined) return project;
    return { ...project, prepared: { ...prepared, ofTheFuture: true } };
  });
  const seen: string[] = [];
  const carried = carry((task) => runProjectTask(task, workerOf()));
  const runProjects: RunProjects = (tasks, context) => {
    seen.push(...tasks.map(({ directory: one }) => one));
    return carried(tasks, context);
  };
  const events: BatchEvent[] = [];
  const context = { ...contextOf(events), runProjects };
  const { report } = await runBatch({ ...options, projects }, context);
  expect([seen, report.outcome]).toEqual([['b'], 'done']);
  expect(JSON.stringify(events)).toContain('1 project is dumped by this process');
});

it('starts with the largest of the last run', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const orders: string[][] = [];
  const carried = carry((task) => runProjectTask(task, workerOf()));
  const runProjects: RunProjects = (tasks, context) => {
    orders.push(tasks.map(({ directory: one }) => one));
    return carried(tasks, context);
  };
  const options = optionsFor(root, destination, directories);
  for (let times = 0; times < 2; times++) await runBatch(options, { ...contextOf(), runProjects });
  expect(orders).toEqual([directories, ['b', '.', 'a', 'b/deep']]);
});

it('does not publish for a run that has given the task to another process', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const lost = new Error('Another worker has the task.');
  const confirm = () => Promise.reject(lost);
  const runProjects: RunProjects = async (tasks) => {
    for (const task of tasks) {
      await expect(runProjectTask(task, workerOf({ confirm }))).rejects.toBe(lost);
    }
  };
  await runBatch(optionsFor(root, destination, ['a']), { ...contextOf(), runProjects });
  expect(snapshot(destination)).toEqual({});
  expect(readdirSync(destination).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('resolves with a failure that is the same anywhere, and rejects for another attempt', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const tried: string[] = [];
  const runProjects: RunProjects = async ([task]) => {
    if (task === undefined) return;
    const run = async (change: Partial<ProjectTask>, context: Partial<TaskContext> = {}) => {
      try {
        const { report } = await runProjectTask({ ...task, ...change }, workerOf(context));
        tried.push(`${report.outcome} ${report.reason?.code}`);
      } catch (error) {
        tried.push(`again: ${(error as { code?: string }).code}`);
      }
    };
    await run({ selection: { files: ['nothing'] } });
    await run({}, { tool: 'other' });
    await run({ source: { ...task.source, root: join(root, 'missing') } });
    await run({ destination: join(root, 'missing') });
    await run({ isStaged: true, run: createRunId({ pid: 1, hostname: 'x', now: new Date(1) }) });
    await run({ timeoutMs: 0 });
  };
  await runBatch(optionsFor(root, destination, ['a']), { ...contextOf(), runProjects });
  expect(tried).toEqual([
    'empty NO_FILES_CHOSEN',
    'failed USAGE',
    'again: ROOT_INVALID',
    'again: WRITE_FAILED',
    'again: WRITE_FAILED',
    'failed TIMED_OUT',
  ]);
});

it('removes the staging directory of a killed worker, not that of a live one', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const own = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
  const dead = ['4194304', ...own.split('-').slice(1)].join('-');
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  const elsewhere = createRunId({ pid: 1, hostname: 'elsewhere', now: twoDaysAgo });
  const leave = (runId: string, files: readonly string[]) => {
    const path = join(destination, stagingName(runId));
    mkdirSync(path, { recursive: true });
    for (const file of files) writeFileSync(join(path, file), '');
  };
  const runProjects: RunProjects = async () =>
    leave(dead, ['alive', 'a_all_code_dump_20260101_000000.md']);
  const options = optionsFor(root, destination, ['a']);
  // A worker of another host, which started two days ago and gives signs of life.
  leave(elsewhere, ['alive']);
  await runBatch(options, { ...contextOf(), runProjects });
  const left = () => readdirSync(destination).filter((name) => name.startsWith('.'));
  expect(left()).toEqual([stagingName(elsewhere)]);
  await runBatch(options, contextOf());
  expect(left()).toEqual([stagingName(elsewhere)]);
  symlinkSync('nowhere', join(destination, stagingName(dead)));
  await runBatch(options, { ...contextOf(), runProjects: async () => {} });
  expect(left().toSorted()).toEqual([stagingName(dead), stagingName(elsewhere)].toSorted());
});
