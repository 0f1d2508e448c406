import type { Worker } from 'node:worker_threads';
import { CreateDumpError } from '@create-dump/core';
import type { ReaderJob, SharedFile } from './reader-job.js';
import type { ReaderFailure, ReaderReply, ReaderRequest } from './serve-reader.js';

/** What is needed of a worker thread. */
export type ReaderThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

/** A thread, and the jobs that it has. */
export interface PoolWorker {
  /** How much more it may be given: {@link slotsPerThread} if it has nothing to do. */
  readonly free: number;
  /** Gives it a job, which takes `slots` until it is done. Rejects with what the job throws. */
  run(job: ReaderJob, slots: number): Promise<unknown>;
  /** Gives up its jobs: they reject with `error`. */
  fail(error: unknown): void;
  end(): Promise<unknown>;
}

/** One job to work on, and one to begin with when that is done. */
export const slotsPerThread = 2;

export interface PoolWorkerOptions {
  readonly file: SharedFile;
  /** A job is done. */
  readonly onFree: () => void;
  /** The thread ended of itself. */
  readonly onEnd: (error: CreateDumpError) => void;
}

interface Task {
  readonly slots: number;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export function createPoolWorker(
  port: ReaderThread,
  { file, onFree, onEnd }: PoolWorkerOptions,
): PoolWorker {
  const tasks = new Map<number, Task>();
  let free = slotsPerThread;
  let nextId = 0;
  port.on('message', ({ id, outcome, failure }: ReaderReply) => {
    const task = tasks.get(id);
    if (task === undefined) return;
    tasks.delete(id);
    free += task.slots;
    if (failure === undefined) task.resolve(outcome);
    else task.reject(toError(failure));
    onFree();
  });
  port.on('error', (cause: unknown) => onEnd(endedError(cause)));
  port.on('exit', (code) => onEnd(endedError(new Error(`exit code ${code}`))));
  return {
    get free() {
      return free;
    },
    run: (job, slots) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        tasks.set(id, { slots, resolve, reject });
        free -= slots;
        port.postMessage({ id, file, job } satisfies ReaderRequest);
      }),
    fail(error) {
      for (const { reject } of tasks.values()) reject(error);
      tasks.clear();
    },
    end: () => port.terminate(),
  };
}

function toError({ code, message, cause }: ReaderFailure): CreateDumpError {
  const options = cause && { cause: Object.assign(new Error(), cause) };
  return new CreateDumpError(code, message, options);
}

export function endedError(cause?: unknown): CreateDumpError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new CreateDumpError(
    'WORKER_FAILED',
    `A worker thread ended before its work was done${why}. Nothing was changed.`,
    { cause },
  );
}
