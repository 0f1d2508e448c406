import type { Worker } from 'node:worker_threads';
import { CreateDumpError, createThreadLink } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import type { ReaderJob, ReaderRequest, SharedFile } from './reader-job.js';

/** The methods of a worker thread that the pool uses. */
export type ReaderThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

/** One thread of the pool, with the jobs assigned to it. */
export interface PoolWorker {
  /** Free job slots: {@link slotsPerThread} when idle. */
  readonly free: number;
  /** Runs a job, which occupies `slots` until it settles. Rejects with what the job throws. */
  run(job: ReaderJob, slots: number): Promise<unknown>;
  /** Rejects all of its jobs with `error`. */
  fail(error: unknown): void;
  terminate(): Promise<unknown>;
}

/** One job to work on, and one to start on as soon as that is done. */
export const slotsPerThread = 2;

export interface PoolWorkerOptions {
  readonly file: SharedFile;
  /** Called when a job has settled. */
  readonly onFree: () => void;
  /** Called when the thread ends without having been told to. */
  readonly onEnd: (error: CreateDumpError) => void;
}

export function createPoolWorker(
  thread: ReaderThread,
  { file, onFree, onEnd }: PoolWorkerOptions,
): PoolWorker {
  const link = createThreadLink<ReaderRequest, unknown>(thread, {
    onEnd(cause) {
      const error = endedError(cause);
      onEnd(error);
      return error;
    },
  });
  let free = slotsPerThread;
  return {
    get free() {
      return free;
    },
    async run(job, slots) {
      free -= slots;
      try {
        return await link.request({ file, job });
      } finally {
        free += slots;
        onFree();
      }
    },
    fail: (error) => link.close(error),
    terminate: () => thread.terminate(),
  };
}

export function endedError(cause?: unknown): CreateDumpError {
  const why = cause instanceof Error ? ` (${describeSystemError(cause)})` : '';
  return new CreateDumpError(
    'WORKER_FAILED',
    `A worker thread ended before its work was done${why}. Nothing was changed.`,
    { cause },
  );
}
