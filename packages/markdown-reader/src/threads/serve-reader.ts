import type { MessagePort } from 'node:worker_threads';
import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import type { ReaderJob, SharedFile } from './reader-job.js';
import { createJobRunner } from './create-job-runner.js';

/** What a thread is asked to do. */
export interface ReaderRequest {
  readonly id: number;
  readonly file: SharedFile;
  readonly job: ReaderJob;
}

export interface ReaderReply {
  readonly id: number;
  readonly outcome?: unknown;
  /** In place of an error: between threads, it would lose its class and code. */
  readonly failure?: ReaderFailure;
}

export interface ReaderFailure {
  readonly code: ErrorCode;
  readonly message: string;
  /** Of a system error, what it has to say: `message`, `code`, `path`. */
  readonly cause: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Makes a worker thread one that checks and writes contents for `verifyDump` and `restoreDump`: the whole of the thread's
 * module is `serveReader(parentPort)`.
 */
export function serveReader(port: MessagePort): void {
  const run = createJobRunner();
  port.on('message', ({ id, file, job }: ReaderRequest) => {
    port.postMessage({ id, ...answer(() => run(file, job)) } satisfies ReaderReply);
  });
}

function answer(run: () => unknown): Omit<ReaderReply, 'id'> {
  try {
    return { outcome: run() };
  } catch (error) {
    // Anything else ends the thread, and the other side hears of it as of any death.
    if (!(error instanceof CreateDumpError)) throw error;
    const { code, message, cause } = error;
    return {
      failure: { code, message, cause: cause instanceof Error ? toPlain(cause) : undefined },
    };
  }
}

function toPlain(error: Error): Record<string, unknown> {
  return { message: error.message, ...Object.fromEntries(Object.entries(error)) };
}
