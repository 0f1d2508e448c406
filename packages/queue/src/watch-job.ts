import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobContext, WorkerTiming } from './queue-work.js';
import type { DumpJob, JobProgress } from './dump-job.js';
import { within } from './redis-connection.js';
import { graceOfRun, readRunState } from './run-state.js';

export interface WatchedJob {
  readonly job: Job;
  readonly token: string;
  readonly client: Redis;
  /** Aborts the job. */
  readonly controller: AbortController;
  readonly timing: WorkerTiming;
}

/** The run that a job is for was cancelled, or its coordinator hasn't been heard of for long. */
export class RunOverError extends Error {
  override readonly name = 'RunOverError';
}

/** How long Redis may take to say that a job is still this worker's, in milliseconds. */
const confirmLimit = 10_000;

/**
 * Watches whether a job is still wanted while it is done, and reports its progress.
 * @throws {RunOverError}
 */
export async function watchJob(
  { run }: DumpJob,
  { job, token, client, controller, timing }: WatchedJob,
): Promise<JobContext & AsyncDisposable> {
  const { signal } = controller;
  const age = await within(confirmLimit, signal, async () => ageOf(job, client));
  await within(confirmLimit, signal, () => requireRun(run, age, client));
  const check = () => void requireRun(run, age, client).catch(stopIfOver);
  const stopIfOver = (error: unknown) => {
    // Without an answer, the job goes on.
    if (error instanceof RunOverError) controller.abort(error);
  };
  const timer = setInterval(check, timing.poll);
  const progress = createProgressReport(job, timing.progress);
  return {
    signal,
    onProgress: (latest) => progress.report(latest),
    async confirm() {
      await within(confirmLimit, signal, () => requireLock(job, token, timing.lockDuration));
      await within(confirmLimit, signal, () => requireRun(run, age, client));
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      progress.stop();
    },
  };
}

/** Since the job was added, in milliseconds, by the clock of Redis. */
async function ageOf(job: Job, client: Redis): Promise<number> {
  const [seconds] = await client.time();
  return Number(seconds) * 1000 - job.timestamp;
}

async function requireRun(run: string, age: number, client: Redis): Promise<void> {
  const state = await readRunState(client, run);
  const isOver = state === 'cancelled' || (state === undefined && age >= graceOfRun);
  if (!isOver) return;
  const what = state === 'cancelled' ? 'was cancelled' : 'has ended';
  throw new RunOverError(`The run that the job is for ${what}.`);
}

async function requireLock(job: Job, token: string, duration: number): Promise<void> {
  const extended = await job.extendLock(token, duration);
  if (extended !== 1) throw new Error('Another worker has got the job.');
}

/** Reports the latest progress now and then. It is a hint, so failures are ignored. */
function createProgressReport(job: Job, interval: number) {
  let latest: JobProgress | undefined;
  let isSending = false;
  const send = () => {
    if (latest === undefined || isSending) return;
    const progress = latest;
    latest = undefined;
    isSending = true;
    void job
      .updateProgress({ ...progress })
      .catch(() => {})
      .finally(() => (isSending = false));
  };
  const timer = setInterval(send, interval);
  return {
    report(progress: JobProgress) {
      latest = progress;
    },
    stop: () => clearInterval(timer),
  };
}
