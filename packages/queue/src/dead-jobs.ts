import type { Job } from 'bullmq';
import type { DumpJob, JobReason } from './dump-job.js';
import { queueName } from './job-options.js';
import { parseJob } from './parse-job.js';
import { parseReason } from './parse-result.js';
import type { QueueAddress } from './queue-address.js';
import { connectRedis, waitForRedis } from './redis-connection.js';
import { writeRunState } from './run-state.js';

/** A job that no worker tries any more. */
export interface DeadJob {
  readonly id: string;
  /** Undefined if it is malformed. */
  readonly job: DumpJob | undefined;
  readonly reason: JobReason;
  /** How often it was tried. */
  readonly attempts: number;
  /** When it failed; undefined if Redis doesn't say. */
  readonly failedAt: Date | undefined;
}

export interface DeadOptions {
  readonly address: QueueAddress;
  readonly signal: AbortSignal;
  /** How long Redis may be silent, in milliseconds. Default: 10 seconds. */
  readonly unavailableAfter?: number;
}

/**
 * Lists the dead jobs of a queue, the latest first.
 * @throws {CreateDumpError} `QUEUE_UNAVAILABLE`
 */
export function listDead(options: DeadOptions): Promise<readonly DeadJob[]> {
  return withFailed(options, async (jobs) => jobs.map(toDead));
}

/**
 * Has dead jobs tried again, although the run that they were for is over: their dumps are published under the names that they would have
 * had. Those that can't succeed stay dead: malformed ones, and those whose run publishes (and signs) them itself.
 *
 * @returns The jobs that workers get again.
 * @throws {CreateDumpError} `QUEUE_UNAVAILABLE`
 */
export function retryDead(options: DeadOptions): Promise<readonly DeadJob[]> {
  return withFailed(options, async (jobs, client) => {
    const retried: DeadJob[] = [];
    for (const job of jobs) {
      const dead = toDead(job);
      if (dead.job === undefined || dead.job.isStaged) continue;
      await writeRunState(client, dead.job.run, 'retried');
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
      retried.push(dead);
    }
    return retried;
  });
}

type Client = Awaited<ReturnType<typeof connectRedis>>;

async function withFailed<T>(
  { address, signal, unavailableAfter = 10_000 }: DeadOptions,
  work: (jobs: readonly Job[], client: Client) => Promise<T>,
): Promise<T> {
  const client = await connectRedis(address, 1, () => {});
  try {
    await waitForRedis(client, address, { limit: unavailableAfter, signal });
    const { Queue } = await import('./drivers.js');
    const queue = new Queue(queueName, { connection: client, skipVersionCheck: true });
    queue.on('error', () => {});
    return await work(await queue.getFailed(), client);
  } finally {
    client.disconnect();
  }
}

function toDead(job: Job): DeadJob {
  let parsed: DumpJob | undefined;
  try {
    parsed = parseJob(job.data);
  } catch {
    // It is listed, with its reason, but can't be tried again.
  }
  return {
    id: job.id ?? '',
    job: parsed,
    reason: parseReason(job.failedReason),
    attempts: job.attemptsMade,
    failedAt: job.finishedOn === undefined ? undefined : new Date(job.finishedOn),
  };
}
