import { hostname } from 'node:os';
import { createRunId } from '../src/index.js';

/** The options that a temporary file of this process needs; a warning fails the test. */
export const ownRun = {
  runId: createRunId({ pid: process.pid, hostname: hostname(), now: new Date() }),
  warn: (message: string) => {
    throw new Error(`unexpected warning: ${message}`);
  },
};
