import { hostname } from 'node:os';
import { createRunId } from '../src/index.js';

/** The options for temporary files of this process; a warning fails the test. */
export const ownRun = {
  runId: createRunId({ pid: process.pid, hostname: hostname(), now: new Date() }),
  warn: (message: string) => {
    throw new Error(`unexpected warning: ${message}`);
  },
};
