import type { ByteSource } from '../reading/byte-source.js';
import {
  createPoolWorker,
  type PoolWorker,
  endedError,
  type ReaderThread,
  slotsPerThread,
} from './pool-worker.js';
import type { ReaderJob, ReaderOutcome, SharedFile } from './reader-job.js';

/** Worker threads for large dumps. Small dumps are read without them. */
export interface ReaderWorkers {
  /** Number of threads, best the number of cores: the calling thread has little to do. 0 for none. */
  readonly count: number;
  /** Starts a thread that calls `serveReader(parentPort)`. */
  readonly start: () => ReaderThread;
}

/** Running worker threads that share the jobs on one dump. Disposing terminates them, even in the middle of a job. */
export interface ReaderPool extends AsyncDisposable {
  /** Number of jobs that keep all threads busy. */
  readonly capacity: number;
  /**
   * Jobs start in the order of the calls. Rejects with what the job throws, with the signal's reason, or with
   * `WORKER_FAILED` if any of the threads ends.
   */
  run<J extends ReaderJob>(job: J): Promise<ReaderOutcome<J>>;
}

export interface ReaderPoolOptions {
  readonly workers: ReaderWorkers | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Starts threads for a dump; undefined if it is too small for them to pay off, or if they can't read the source. */
export function openReaderPool(
  { name, size, descriptor }: ByteSource,
  { workers, signal }: ReaderPoolOptions,
): ReaderPool | undefined {
  if (descriptor === undefined || size < minBytes) return undefined;
  if (workers === undefined || workers.count < 1) return undefined;
  return startReaderPool({ name, size, descriptor }, workers, signal);
}

/** Reading and digesting fewer bytes takes about as long as starting threads. */
const minBytes = 2 ** 25;

interface Task {
  readonly job: ReaderJob;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}

function startReaderPool(
  file: SharedFile,
  workers: ReaderWorkers,
  signal: AbortSignal | undefined,
): ReaderPool {
  const pool: PoolWorker[] = [];
  const queue: Task[] = [];
  let failure: { readonly error: unknown } | undefined;
  let termination: Promise<unknown> | undefined;

  const fail = (error: unknown) => {
    failure ??= { error };
    for (const { reject } of queue.splice(0)) reject(error);
    for (const worker of pool) worker.fail(error);
  };
  const assign = () => {
    for (let task = queue[0]; task !== undefined; task = queue[0]) {
      const slots = slotsOf(task.job);
      const worker = leastBusy(pool);
      if (worker === undefined || worker.free < slots) return;
      queue.shift();
      task.resolve(worker.run(task.job, slots));
    }
  };
  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    while (pool.length < workers.count) {
      pool.push(createPoolWorker(workers.start(), { file, onFree: assign, onEnd: fail }));
    }
  } catch (cause) {
    fail(endedError(cause));
  }

  return {
    capacity: workers.count * slotsPerThread,
    async run<J extends ReaderJob>(job: J) {
      signal?.throwIfAborted();
      if (failure !== undefined) throw failure.error;
      const outcome = await new Promise<unknown>((resolve, reject) => {
        queue.push({ job, resolve, reject });
        assign();
      });
      return outcome as ReaderOutcome<J>;
    },
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', abort);
      fail(endedError());
      termination ??= Promise.all(pool.map((worker) => worker.terminate()));
      await termination;
    },
  };
}

function leastBusy(pool: readonly PoolWorker[]): PoolWorker | undefined {
  return pool.toSorted((a, b) => b.free - a.free)[0];
}

/** The digest keeps a thread busy for long, so it takes all slots and no other job waits behind it. */
function slotsOf({ type }: ReaderJob): number {
  return type === 'digest' ? slotsPerThread : 1;
}
