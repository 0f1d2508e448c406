import { createRenderPool, userGitFiles } from '@create-dump/dumping';
import { displayPath } from '@create-dump/core';
import type { LogEntry } from '@create-dump/observing';
import type { QueueAddress, QueueWorkerOptions, WorkerEvent } from '@create-dump/queue';
import { forRendering } from '../arguments/read-workers.js';
import type { World } from '../process/world.js';
import { toSkipUnchanged } from '../single/to-skip-unchanged.js';
import { performDump } from './perform-dump.js';
import { findAddress } from './queue-request.js';
import { readWorkerSettings, type WorkerSettingsSource } from './worker-settings.js';

export interface WorkerOptions extends WorkerSettingsSource {
  /** Receives what the worker does. */
  readonly log: (entry: LogEntry) => void;
  /** Called before the worker starts, if its settings say where metrics are served. */
  readonly monitor?: (worker: MonitoredWorker) => Promise<WorkerMonitor>;
  readonly timing?: QueueWorkerOptions['timing'];
}

export interface MonitoredWorker {
  /** As the settings have it. */
  readonly listen: string;
  /** How many it does at the same time. */
  readonly jobs: number;
  readonly address: QueueAddress;
}

/** Receives what the worker does, until it is disposed. */
export interface WorkerMonitor extends AsyncDisposable {
  readonly observe: (event: WorkerEvent) => void;
}

/**
 * Does the jobs of a queue until the world's signal is aborted, and rejects with its reason then. Jobs in work are given to other
 * workers.
 * @throws {CreateDumpError} `CONFIG_INVALID`, `USAGE`. Redis may come later.
 */
export async function runWorker(options: WorkerOptions, world: World): Promise<never> {
  const { log } = options;
  const settings = await readWorkerSettings(options, world);
  const address = await findAddress(settings.queue, world);
  const jobs = settings.jobs ?? world.processors;
  const { listen } = settings;
  await using monitor =
    listen === undefined ? undefined : await options.monitor?.({ listen, jobs, address });
  const tell = createLog(log);
  const { createQueueWorker } = await import('@create-dump/queue');
  await using renderPool = createRenderPool({
    threads: forRendering(world.processors),
    startThread: (thread) => world.engine.startThread(world.renderScript, thread),
  });
  const worker = await createQueueWorker({
    address,
    jobs,
    allowed: settings.allowed,
    observe(event) {
      monitor?.observe(event);
      tell(event);
    },
    ...(options.timing && { timing: options.timing }),
    perform: performDump({
      process: world,
      tool: world.tool,
      now: world.now,
      gitFiles: userGitFiles(world),
      skipUnchanged: toSkipUnchanged(world),
      renderPool,
    }),
  });
  log({ level: 'info', message: 'worker started', fields: { queue: address.shown, jobs } });
  await aborted(world.signal);
  await worker.stop();
  log({ level: 'info', message: 'worker stopped' });
  throw world.signal.reason;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** A connection that is lost tells so again and again: the same message is logged once until something else happens. */
function createLog(log: WorkerOptions['log']): (event: WorkerEvent) => void {
  let last = '';
  return (event) => {
    const isRepeated = event.type === 'connection-failed' && event.message === last;
    last = event.type === 'connection-failed' ? event.message : '';
    if (!isRepeated) log(entryOf(event));
  };
}

function entryOf(event: WorkerEvent): LogEntry {
  switch (event.type) {
    case 'job-started':
      return { level: 'info', message: 'job started', fields: { project: event.job.directory } };
    case 'job-finished': {
      const { outcome, dump, seconds } = event.result.report;
      const fields = { project: event.job.directory, outcome, dump, seconds };
      return { level: 'info', message: 'job finished', fields };
    }
    case 'job-failed': {
      const fields = {
        ...(event.job && { project: event.job.directory }),
        reason: displayPath(event.message),
      };
      return event.isDead
        ? { level: 'error', message: 'job is dead', fields }
        : { level: 'warn', message: 'job failed, to be tried again', fields };
    }
    case 'job-stalled':
      return {
        level: 'warn',
        message: 'job of a stopped worker waits again',
        fields: { id: event.id },
      };
    case 'connection-failed':
      return {
        level: 'warn',
        message: 'connection to the queue failed',
        fields: { reason: event.message },
      };
  }
}
