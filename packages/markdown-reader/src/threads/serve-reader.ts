import type { MessagePort } from 'node:worker_threads';
import { serveThreadLink } from '@create-dump/core';
import { createJobRunner } from './create-job-runner.js';
import type { ReaderRequest } from './reader-job.js';

/**
 * Makes a worker thread check and write contents for `verifyDump` and `restoreDump`. The thread's module consists of
 * `serveReader(parentPort)`.
 */
export function serveReader(port: MessagePort): void {
  const run = createJobRunner();
  serveThreadLink(port, { answer: ({ file, job }: ReaderRequest) => run(file, job) });
}
