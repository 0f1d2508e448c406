/*
 * Worker threads for large dumps. `openReaderPool` starts them and shares jobs among them; `scanInParallel` turns a dump
 * into such jobs; `serveReader` is the thread's side. Jobs and outcomes cross as plain data over core's thread link, and
 * contents don't cross at all: a thread reads the dump through the shared descriptor and writes files itself.
 */

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
