import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDumpError } from '@create-dump/core';
import type {
  JobCounts,
  JobOutcome,
  QueueRunContext,
  QueueRunnerOptions,
  RunnerTiming,
} from './queue-run.js';
import type { DumpJob, JobReason } from './dump-job.js';
import { listenForHints } from './job-hints.js';
import { jobIdOf, jobName, jobOptions } from './job-options.js';
import type { Coordinator } from './open-coordinator.js';
import { parseReason, parseResult } from './parse-result.js';
import { unavailable, within } from './redis-connection.js';
import { writeRunState } from './run-state.js';

export interface FollowOptions extends Pick<QueueRunnerOptions, 'onCounts' | 'onStalled'> {
  readonly coordinator: Coordinator;
  readonly timing: RunnerTiming;
}

/** How many jobs are added, or asked for, at once. */
const chunk = 100;
/** How long one round of questions may take, in milliseconds. */
const roundLimit = 15_000;

/** Adds jobs, and asks for their state until all are finished. */
export async function followJobs(
  jobs: readonly DumpJob[],
  options: FollowOptions,
  context: QueueRunContext,
): Promise<void> {
  const { timing, coordinator } = options;
  const { signal } = context;
  const open = new Map(jobs.map((job) => [jobIdOf(job), job]));
  const hints = listenForHints(open, coordinator.events, options.onStalled, context);
  const finish = (id: string, outcome: JobOutcome) => {
    const job = open.get(id);
    if (job === undefined) return;
    open.delete(id);
    context.onFinished(job.directory, outcome);
  };
  const round = createRound(open, finish, options, context);
  let answered = performance.now();
  while (open.size > 0 && !signal.aborted) {
    try {
      await within(roundLimit, signal, round);
      answered = performance.now();
    } catch (error) {
      if (signal.aborted) break;
      const silence = performance.now() - answered;
      if (silence > timing.lostAfter) {
        const { code, message } = unavailable(coordinator.address.shown, error);
        return finishAll(open, finish, { code, message });
      }
    }
    if (open.size > 0) await hints.wait(timing.poll, signal);
  }
  if (signal.aborted && open.size > 0) await cancel(open, finish, options);
}

/** Asks for the state of all open jobs, and adds those that Redis doesn't know: all of them at first, forgotten ones later. */
function createRound(
  open: ReadonlyMap<string, DumpJob>,
  finish: (id: string, outcome: JobOutcome) => void,
  { coordinator: { queue, client }, onCounts }: FollowOptions,
  { warn }: QueueRunContext,
): () => Promise<void> {
  let rounds = 0;
  let added = 0;
  return async () => {
    const [first] = open.values();
    if (first === undefined) return;
    await writeRunState(client, first.run, 'running');
    for (const ids of chunksOf([...open.keys()])) {
      const states = await Promise.all(ids.map((id) => queue.getJobState(id)));
      const unknown: DumpJob[] = [];
      for (const [index, id] of ids.entries()) {
        const job = open.get(id);
        const state = states[index];
        if (job === undefined) continue;
        if (state === 'unknown') unknown.push(job);
        else if (state === 'completed' || state === 'failed') {
          finish(id, await readOutcome(id, job, queue));
        }
      }
      const data = unknown.map((job) => ({ name: jobName, data: job, opts: jobOptions(job) }));
      if (data.length > 0) await queue.addBulk(data);
      if (rounds > 0 && data.length > 0 && added++ === 0) {
        warn(`Redis had forgotten ${data.length} of the jobs; they were added again.`);
      }
    }
    if (rounds === noWorkerRounds && (await queue.getWorkersCount()) === 0) {
      warn('No worker is connected to the queue; the run waits for one.');
    }
    rounds++;
    if (onCounts !== undefined) onCounts(await readCounts(queue));
  };
}

/** After so many rounds, workers have had time to connect. */
const noWorkerRounds = 3;

async function readCounts(queue: Coordinator['queue']): Promise<JobCounts> {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed');
  const { waiting = 0, active = 0, delayed = 0, completed = 0, failed = 0 } = counts;
  return { waiting, active, delayed, completed, failed };
}

async function readOutcome(
  id: string,
  job: DumpJob,
  queue: Coordinator['queue'],
): Promise<JobOutcome> {
  const stored = await queue.getJob(id);
  if (stored?.failedReason !== undefined && stored.failedReason !== '') {
    return { failure: parseReason(stored.failedReason) };
  }
  try {
    return { result: parseResult(stored?.returnvalue, job) };
  } catch (error) {
    if (!(error instanceof CreateDumpError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  }
}

/** Tells workers to stop, removes the jobs that wait, and gives those in work a moment to end. */
async function cancel(
  open: ReadonlyMap<string, DumpJob>,
  finish: (id: string, outcome: JobOutcome) => void,
  { coordinator: { queue, client }, timing }: FollowOptions,
): Promise<void> {
  const [first] = open.values();
  const settle = async (id: string, job: DumpJob) => {
    const state = await queue.getJobState(id);
    if (state === 'completed') finish(id, await readOutcome(id, job, queue));
    else if (state !== 'active') await queue.remove(id);
    return state === 'active';
  };
  const stop = async () => {
    await writeRunState(client, first?.run ?? '', 'cancelled');
    let left = [...open];
    while (left.length > 0) {
      const isActive = await Promise.all(left.map(([id, job]) => settle(id, job)));
      left = left.filter((_, index) => isActive[index]);
      if (left.length > 0) await sleep(cancelPoll);
    }
  };
  // Without an answer, workers find out that the run is over once its state expires.
  await within(timing.cancelWait, new AbortController().signal, stop).catch(() => {});
  finishAll(open, finish, { code: 'UNEXPECTED', message: 'The run was stopped.' });
}

/** In milliseconds. */
const cancelPoll = 100;

function finishAll(
  open: ReadonlyMap<string, DumpJob>,
  finish: (id: string, outcome: JobOutcome) => void,
  failure: JobReason,
): void {
  for (const id of open.keys()) finish(id, { failure });
}

function chunksOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / chunk) }, (_, index) =>
    ids.slice(index * chunk, (index + 1) * chunk),
  );
}
