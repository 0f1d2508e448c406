/*
 * Batches over many machines: the place where `@create-dump/batching`, which knows dumps, and `@create-dump/queue`, which knows Redis, meet.
 * `openQueue` gives a batch the port that sends its projects to workers; `runWorker` is a worker's program, with `performDump` as its
 * work; `runDead` lists what failed for good. BullMQ isn't loaded unless a queue is used.
 */
import { runProjectTask, type TaskContext } from '@create-dump/batching';
import { CreateDumpError } from '@create-dump/core';
import type { PerformJob } from '@create-dump/queue';

/** What a worker's process supplies to all its jobs. */
export type WorkerFacts = Omit<TaskContext, 'signal' | 'onProgress' | 'confirm'>;

/** Does the jobs of a queue: dumps the project and publishes the dump under the name that follows from the job. */
export function performDump(facts: WorkerFacts): PerformJob {
  return async (job, context) => {
    const { source } = job;
    if (source.kind === 'path') return runProjectTask({ ...job, source }, { ...facts, ...context });
    throw new CreateDumpError('REFUSED', "This version of the worker doesn't fetch repositories.");
  };
}
