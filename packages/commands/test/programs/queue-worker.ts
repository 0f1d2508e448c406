import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createQueueWorker, parseQueueUrl, type WorkerTiming } from '@create-dump/queue';
import { performDump } from '../../src/queue/perform-dump.js';

export interface WorkerProgram {
  readonly url: string;
  readonly jobs: number;
  readonly roots: readonly string[];
  readonly destinations: readonly string[];
  readonly timing: Partial<WorkerTiming>;
  /** How long a source makes its reader wait, in milliseconds. */
  readonly latency: number;
}

/** A line of its output. */
export type WorkerLine =
  | { readonly type: 'ready' }
  | { readonly type: 'started' | 'finished'; readonly directory: string }
  | { readonly type: 'failed'; readonly directory: string | undefined; readonly message: string };

const given = JSON.parse(process.argv[2] ?? '') as WorkerProgram;
const tell = (line: WorkerLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const perform = performDump({
  process: { pid: process.pid, hostname: hostname() },
  tool: 'test',
  now: () => new Date(),
  gitFiles: {},
  skipUnchanged: { spoolDirectory: '/tmp' },
});
const worker = await createQueueWorker({
  address: parseQueueUrl(given.url),
  jobs: given.jobs,
  allowed: { roots: given.roots, destinations: given.destinations, hosts: [] },
  timing: given.timing,
  async perform(job, context) {
    await sleep(given.latency, undefined, { signal: context.signal }).catch(() => {});
    context.signal.throwIfAborted();
    return perform(job, context);
  },
  observe(event) {
    if (event.type === 'job-started') tell({ type: 'started', directory: event.job.directory });
    if (event.type === 'job-finished') tell({ type: 'finished', directory: event.job.directory });
    if (event.type === 'job-failed') {
      const { job, message } = event;
      tell({ type: 'failed', directory: job?.directory, message });
    }
  },
});
tell({ type: 'ready' });
process.once('SIGTERM', () => void worker.stop().then(() => process.exit(143)));
