import type { AllowedPlaces, ResolvePath } from './admit-job.js';
import type { DumpJob, JobProgress, JobResult } from './dump-job.js';
import type { QueueAddress } from './queue-address.js';

/** What a job's work gets from the worker. */
export interface JobContext {
  /** Aborts when the run is cancelled, the worker stops, or another worker has got the job. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
  /** Rejects if the job isn't this worker's any more. To be called right before its effect. */
  readonly confirm: () => Promise<void>;
}

/**
 * Does a job. Resolves with what any worker would find. Rejects to have the job tried again, up to three times in all; its effect must
 * not happen twice.
 */
export type PerformJob = (job: DumpJob, context: JobContext) => Promise<JobResult>;

/** What a worker tells. */
export type WorkerEvent =
  | { readonly type: 'job-started'; readonly job: DumpJob }
  | { readonly type: 'job-finished'; readonly job: DumpJob; readonly result: JobResult }
  /** `isDead`: it isn't tried again. `job` is undefined if it was malformed. */
  | {
      readonly type: 'job-failed';
      readonly job: DumpJob | undefined;
      readonly message: string;
      readonly isDead: boolean;
    }
  /** A job of another worker, which has stopped, waits again. */
  | { readonly type: 'job-stalled'; readonly id: string }
  /** The connection has a problem; the worker goes on. */
  | { readonly type: 'connection-failed'; readonly message: string };

export interface QueueWorkerOptions {
  readonly address: QueueAddress;
  /** How many jobs it does side by side. */
  readonly jobs: number;
  readonly allowed: AllowedPlaces;
  readonly perform: PerformJob;
  readonly observe?: (event: WorkerEvent) => void;
  readonly resolvePath?: ResolvePath;
  readonly timing?: Partial<WorkerTiming>;
}

/** In milliseconds. */
export interface WorkerTiming {
  /** How long a worker may be silent before another one gets its jobs. Default: 30 seconds. */
  readonly lockDuration: number;
  /** How often workers look for such jobs. Default: 10 seconds. */
  readonly stalledInterval: number;
  /** How often a worker asks whether the run of a job is cancelled. Default: half a second. */
  readonly poll: number;
  /** The least time between two reports of progress. Default: one second. */
  readonly progress: number;
}
