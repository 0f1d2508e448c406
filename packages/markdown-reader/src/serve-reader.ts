import type { MessagePort } from 'node:worker_threads';
import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import type { ReaderJob, SharedFile } from './reader-job.js';
import { runReaderJob } from './run-reader-job.js';

/** What a thread is asked to do. */
export interface ReaderRequest {
  readonly id: number;
  readonly file: SharedFile;
  readonly job: ReaderJob;
}

export interface ReaderReply {
  readonly id: number;
  readonly outcome?: unknown;
  /** Only the message of an error survives between threads, not its class. */
  readonly failure?: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly cause: unknown;
  };
}

/**
 * Makes a worker thread one that checks and writes contents for `verifyDump` and `restoreDump`: the whole of the thread's
 * module is `serveReader(parentPort)`.
 */
export function serveReader(port: MessagePort): void {
  port.on('message', ({ id, file, job }: ReaderRequest) => {
    port.postMessage({ id, ...answer(file, job) } satisfies ReaderReply);
  });
}

function answer(file: SharedFile, job: ReaderJob): Omit<ReaderReply, 'id'> {
  try {
    return { outcome: runReaderJob(file, job) };
  } catch (error) {
    // Anything else ends the thread, and the other side hears of it as of any death.
    if (!(error instanceof CreateDumpError)) throw error;
    const { code, message, cause } = error;
    return { failure: { code, message, cause } };
  }
}
