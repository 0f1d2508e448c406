import type { DumpJob, JobProgress, JobReason, JobResult } from './dump-job.js';
import { followJobs } from './follow-jobs.js';
import { openCoordinator } from './open-coordinator.js';
import type { QueueAddress } from './queue-address.js';

/** What came of a job, or why nothing did. */
export type JobOutcome = { readonly result: JobResult } | { readonly failure: JobReason };

/** What the caller of a run hears of it. Jobs are named by their directory. */
export interface QueueRunContext {
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
  readonly onStarted: (directory: string) => void;
  readonly onProgress: (directory: string, progress: JobProgress) => void;
  /** Called once for each job. */
  readonly onFinished: (directory: string, outcome: JobOutcome) => void;
}

/** Has jobs of one run done by workers. */
export type RunJobs = (jobs: readonly DumpJob[], context: QueueRunContext) => Promise<void>;

/** The number of jobs in each state. */
export type JobCounts = Readonly<
  Record<'waiting' | 'active' | 'delayed' | 'completed' | 'failed', number>
>;

export interface QueueRunnerOptions {
  readonly address: QueueAddress;
  /** Called now and then with the jobs of the whole queue. */
  readonly onCounts?: (counts: JobCounts) => void;
  /** Called when a job of the queue had to be given to another worker, since its own had stopped. */
  readonly onStalled?: () => void;
  readonly timing?: Partial<RunnerTiming>;
}

/** In milliseconds. */
export interface RunnerTiming {
  /** How often the state of all jobs is read, whatever events say. Default: 2 seconds. */
  readonly poll: number;
  /** How long Redis may be silent when the run starts. Default: 10 seconds. */
  readonly unavailableAfter: number;
  /** How long Redis may be silent later. Default: one minute. */
  readonly lostAfter: number;
  /** How long a cancelled run waits for jobs that workers are doing. Default: 1.5 seconds. */
  readonly cancelWait: number;
}

const defaultTiming: RunnerTiming = {
  poll: 2000,
  unavailableAfter: 10_000,
  lostAfter: 60_000,
  cancelWait: 1500,
};

/**
 * Has jobs done by the workers of a queue. The jobs are added in their order, which is that of the work; Redis's answer to a question
 * decides, events only make it come sooner; a job that Redis has forgotten is added again.
 *
 * The returned function resolves when all jobs are finished, or soon after its signal is aborted. It rejects with a `CreateDumpError`
 * `QUEUE_UNAVAILABLE` if Redis doesn't answer at first; if it is gone later, that is the failure of the jobs that are left.
 */
export function createQueueRunner(options: QueueRunnerOptions): RunJobs {
  const timing = { ...defaultTiming, ...options.timing };
  return async (jobs, context) => {
    const [first] = jobs;
    if (first === undefined) return;
    await using coordinator = await openCoordinator(options.address, first.run, timing, context);
    await followJobs(jobs, { ...options, coordinator, timing }, context);
  };
}
