/*
 * A queue of dumps on Redis, by BullMQ, which is loaded when it is first used. The coordinator of a batch hands its jobs to
 * `createQueueRunner`; processes on any number of machines do them in `createQueueWorker`, each within the places that it allows.
 * What comes from Redis is checked before it is used, on both sides. `listDead` and `retryDead` are for jobs that failed for good.
 * `pingQueue` tells whether Redis answers.
 */
export type { AllowedPlaces, ResolvePath } from './admit-job.js';
export { createQueueRunner } from './create-queue-runner.js';
export type {
  JobCounts,
  JobOutcome,
  QueueRunContext,
  QueueRunnerOptions,
  RunJobs,
  RunnerTiming,
} from './queue-run.js';
export { createQueueWorker, type QueueWorker } from './create-queue-worker.js';
export type {
  JobContext,
  PerformJob,
  QueueWorkerOptions,
  WorkerEvent,
  WorkerTiming,
} from './queue-work.js';
export { type DeadJob, type DeadOptions, listDead, retryDead } from './dead-jobs.js';
export type {
  DumpJob,
  JobProgress,
  JobReason,
  JobReport,
  JobResult,
  JobSelection,
  JobSource,
} from './dump-job.js';
export { pingQueue } from './ping-queue.js';
export { parseQueueUrl, type QueueAddress } from './queue-address.js';
