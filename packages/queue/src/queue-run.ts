import type { DumpJob, JobProgress, JobReason, JobResult } from './dump-job.js';
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
