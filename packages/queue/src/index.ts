/*
 * A queue of dumps on Redis, by BullMQ, which is loaded when it is first used. The coordinator of a batch hands its jobs to
 * `createQueueRunner`; processes on any number of machines do them in `createQueueWorker`, each within the places that it allows.
 * What comes from Redis is checked before it is used, on both sides. `listDead` and `retryDead` are for jobs that failed for good.
 */
export type { AllowedPlaces, ResolvePath } from './admit-job.js';
export {
  createQueueRunner,
  type JobCounts,
  type JobOutcome,
  type QueueRunContext,
  type QueueRunnerOptions,
  type RunJobs,
  type RunnerTiming,
} from './create-queue-runner.js';
export {
  createQueueWorker,
  type JobContext,
  type PerformJob,
  type QueueWorker,
  type QueueWorkerOptions,
  type WorkerEvent,
  type WorkerTiming,
} from './create-queue-worker.js';
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
export { parseQueueUrl, type QueueAddress } from './queue-address.js';
