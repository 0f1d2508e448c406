import { CreateDumpError } from '@create-dump/core';
import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { admitJob } from './admit-job.js';
import type { DumpJob, JobResult } from './dump-job.js';
import { queueName } from './job-options.js';
import { parseJob } from './parse-job.js';
import type { QueueWorkerOptions, WorkerTiming } from './queue-work.js';
import { connectRedis } from './redis-connection.js';
import { RunOverError, watchJob } from './watch-job.js';

const defaultTiming: WorkerTiming = {
  lockDuration: 30_000,
  stalledInterval: 10_000,
  poll: 500,
  progress: 1000,
};

/** How often a job may be given to another worker. With BullMQ's default of 1, three of 200 jobs were lost in ten kills. */
const maxStalledCount = 5;

export interface QueueWorker {
  /** Stops: jobs in work are aborted, and other workers get them. */
  stop(): Promise<void>;
}

/**
 * Starts a worker: it does jobs until it is stopped, and waits for Redis as long as that takes. What comes from the queue isn't trusted:
 * a job that is malformed, or names a place that isn't allowed, is dead at once.
 */
export async function createQueueWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  const { address, jobs, observe = () => {} } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const { lockDuration, stalledInterval } = timing;
  const tell = ({ message }: Error) => observe({ type: 'connection-failed', message });
  const client = await connectRedis(address, null, tell);
  const drivers = await import('./drivers.js');
  const active = new Map<string, AbortController>();
  const worker: Worker = new drivers.Worker(
    queueName,
    async (job, token = '') => {
      const given = { job, token, client, active, timing, worker };
      const outcome = await attempt(given, { ...options, observe });
      if ('result' in outcome) return outcome.result;
      const { message, end, cause } = outcome;
      if (end === 'again') throw new Error(message, { cause });
      if (end === 'wait') {
        await job.moveToWait(token);
        throw new drivers.WaitingError(message);
      }
      // Nobody asks for it any more.
      if (end === 'forget') job.opts.removeOnFail = true;
      throw new drivers.UnrecoverableError(message);
    },
    {
      connection: client,
      skipVersionCheck: true,
      concurrency: jobs,
      lockDuration,
      stalledInterval,
      maxStalledCount,
      runRetryDelay: 1000,
    },
  );
  worker.on('error', (error) => tell(error));
  worker.on('stalled', (id) => observe({ type: 'job-stalled', id }));
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) active.get(id)?.abort(new Error('Another worker has got the job.'));
  });
  return {
    async stop() {
      const stopped = new WorkerStoppedError('The worker was stopped.');
      const closing = worker.close();
      for (const controller of active.values()) controller.abort(stopped);
      await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, stopLimit))]);
      client.disconnect();
    },
  };
}

/** How long stopping may take, in milliseconds. */
const stopLimit = 5000;

interface GivenJob {
  readonly job: Job;
  readonly token: string;
  readonly client: Redis;
  /** The jobs in work, by id. */
  readonly active: Map<string, AbortController>;
  readonly timing: WorkerTiming;
  readonly worker: Worker;
}

type Attempt =
  | { readonly result: JobResult }
  | {
      readonly message: string;
      /** Try it again, at most three times; let it wait for another worker; forget it; or keep it as dead. */
      readonly end: 'again' | 'wait' | 'forget' | 'dead';
      readonly cause: unknown;
    };

async function attempt(
  given: GivenJob,
  options: QueueWorkerOptions & Required<Pick<QueueWorkerOptions, 'observe'>>,
): Promise<Attempt> {
  const { allowed, perform, observe, resolvePath } = options;
  let job: DumpJob | undefined;
  const { active } = given;
  const id = given.job.id ?? '';
  const controller = new AbortController();
  // From the start: a worker that stops aborts all of them.
  active.set(id, controller);
  try {
    job = parseJob(given.job.data);
    const admitted = await admitJob(job, allowed, resolvePath);
    await using watch = await watchJob(job, { ...given, controller });
    observe({ type: 'job-started', job });
    const result = await perform(admitted, watch);
    observe({ type: 'job-finished', job, result });
    return { result };
  } catch (cause) {
    const code = cause instanceof CreateDumpError ? cause.code : 'UNEXPECTED';
    const text = cause instanceof Error ? cause.message : String(cause);
    const message = `${code}: ${text}`;
    const end = endOf(cause, job);
    const isLast = given.job.attemptsMade + 1 >= (given.job.opts.attempts ?? 1);
    const isDead = end === 'dead' || (end === 'again' && isLast);
    observe({ type: 'job-failed', job, message, isDead });
    return { message, end, cause };
  } finally {
    active.delete(id);
  }
}

function endOf(
  cause: unknown,
  job: DumpJob | undefined,
): Exclude<Attempt, { result: unknown }>['end'] {
  if (cause instanceof RunOverError) return 'forget';
  if (cause instanceof WorkerStoppedError) return 'wait';
  const isRefused = cause instanceof CreateDumpError && cause.code === 'REFUSED';
  return job === undefined || isRefused ? 'dead' : 'again';
}

class WorkerStoppedError extends Error {
  override readonly name = 'WorkerStoppedError';
}
