import type { Worker } from 'node:worker_threads';
import { CreateDumpError } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import type { ReaderJob, ReaderOutcome, SharedFile } from './reader-job.js';
import type { ReaderReply, ReaderRequest } from './serve-reader.js';

/** Threads that share the work on large dumps. Small ones are read without. */
export interface ReaderWorkers {
  /** As many as the machine has cores: this thread has little to do besides. */
  readonly count: number;
  /** Starts a thread that does `serveReader(parentPort)`. */
  readonly start: () => ReaderThread;
}

/** What is needed of a worker thread. */
export type ReaderThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

/** Worker threads at work. Disposing of it ends them, in the middle of what they do. */
export interface ReaderCrew extends AsyncDisposable {
  /** How many jobs keep all threads busy. */
  readonly capacity: number;
  /** Jobs are begun in the order of the calls. Rejects with what the job throws; the signal's reason; `READ_FAILED` where a thread ends. */
  run<J extends ReaderJob>(job: J): Promise<ReaderOutcome<J>>;
}

/** One to work on, and one to begin with when that is done. */
const jobsPerThread = 2;

interface Member {
  readonly port: ReaderThread;
  free: number;
}

interface Task {
  readonly id: number;
  readonly job: ReaderJob;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Undefined where threads don't pay, or can't read the source. `bytes`: about how many there are to read. */
export function hireReaderCrew(
  { name, size, descriptor }: ByteSource,
  {
    bytes,
    workers,
    signal,
  }: { bytes: number; workers: ReaderWorkers | undefined; signal: AbortSignal | undefined },
): ReaderCrew | undefined {
  if (descriptor === undefined || workers === undefined || bytes < minBytes) return undefined;
  return workers.count < 1
    ? undefined
    : startReaderCrew({ name, size, descriptor }, workers, signal);
}

/** What one thread reads and digests in the time that it takes to start one. */
const minBytes = 2 ** 25;

function startReaderCrew(
  file: SharedFile,
  { count, start }: ReaderWorkers,
  signal: AbortSignal | undefined,
): ReaderCrew {
  const queue: Task[] = [];
  const underWay = new Map<number, { readonly task: Task; readonly member: Member }>();
  let failure: { readonly error: unknown } | undefined;
  let nextId = 0;

  const fail = (error: unknown) => {
    failure ??= { error };
    for (const { task } of underWay.values()) task.reject(error);
    for (const task of queue) task.reject(error);
    underWay.clear();
    queue.length = 0;
  };
  const begin = () => {
    for (let task = queue[0]; task !== undefined; task = queue[0]) {
      const size = slots(task.job);
      const member =
        members.find(({ free }) => free === jobsPerThread) ??
        members.find(({ free }) => free >= size);
      if (member === undefined || member.free < size) return;
      queue.shift();
      member.free -= size;
      underWay.set(task.id, { task, member });
      const { port } = member;
      port.postMessage({ id: task.id, file, job: task.job } satisfies ReaderRequest);
    }
  };
  const finish = ({ id, outcome, failure: failed }: ReaderReply) => {
    const found = underWay.get(id);
    if (found === undefined) return;
    underWay.delete(id);
    found.member.free += slots(found.task.job);
    if (failed === undefined) found.task.resolve(outcome);
    else
      found.task.reject(new CreateDumpError(failed.code, failed.message, { cause: failed.cause }));
    begin();
  };
  const members = Array.from({ length: count }, (): Member => {
    const worker = start();
    worker.on('message', finish);
    worker.on('error', (cause: unknown) => fail(endedError(cause)));
    worker.on('exit', () => fail(endedError(undefined)));
    return { port: worker, free: jobsPerThread };
  });
  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort);

  return {
    capacity: count * jobsPerThread,
    async run<J extends ReaderJob>(job: J) {
      signal?.throwIfAborted();
      if (failure !== undefined) throw failure.error;
      const outcome = await new Promise<unknown>((resolve, reject) => {
        queue.push({ id: nextId++, job, resolve, reject });
        begin();
      });
      return outcome as ReaderOutcome<J>;
    },
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', abort);
      fail(endedError(undefined));
      await Promise.all(members.map(({ port }) => port.terminate()));
    },
  };
}

/** A digest takes a thread of its own for long: nothing else waits behind it. */
function slots({ type }: ReaderJob): number {
  return type === 'digest' ? jobsPerThread : 1;
}

function endedError(cause: unknown): CreateDumpError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new CreateDumpError(
    'READ_FAILED',
    `A worker thread ended before its work was done${why}.`,
    { cause },
  );
}
