import { createHash } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import type { DumpJob } from './dump-job.js';
import { maxJobBytes } from './parse-job.js';

/** The name of the queue in Redis, and of its jobs. */
export const queueName = 'create-dump';
export const jobName = 'dump';

/** The same for the same project of a run, so that adding a job twice adds it once. BullMQ reserves the colon. */
export function jobIdOf({ run, directory }: Pick<DumpJob, 'run' | 'directory'>): string {
  return createHash('sha256').update(`${run}\0${directory}`).digest('hex').slice(0, 40);
}

/** A finished job is known for an hour, a dead one until it is removed. */
export function jobOptions(job: DumpJob): JobsOptions {
  return {
    jobId: jobIdOf(job),
    attempts: 3,
    backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
    sizeLimit: maxJobBytes,
    removeOnComplete: { age: 3600 },
    removeOnFail: { age: 30 * 24 * 3600 },
    // Stack traces would show paths of the worker's program.
    stackTraceLimit: 0,
  };
}
