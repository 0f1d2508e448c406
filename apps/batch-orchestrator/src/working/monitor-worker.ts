import { usage } from '@create-dump/command-line';
import type { MonitoredWorker, WorkerMonitor } from '@create-dump/commands';
import { createWorkerMetrics, serveMetrics } from '@create-dump/metrics';
import type { Logger } from '@create-dump/observing';
import { readListen } from '../configuration/read-listen.js';
import type { ServiceProcess } from '../running/service-process.js';
import { watchAddresses } from '../serving/watch-queues.js';

export interface MonitorContext extends Pick<ServiceProcess, 'version' | 'signal'> {
  readonly log: Logger;
}

/**
 * Serves `/metrics`, `/healthz` and `/readyz` of a worker, which is ready while its queue answers.
 * @throws {CreateDumpError} `USAGE` if it can't listen there.
 */
export async function monitorWorker(
  { listen, jobs, address }: MonitoredWorker,
  { version, signal, log }: MonitorContext,
): Promise<WorkerMonitor> {
  const place = readListen(listen);
  if (place === undefined) {
    throw usage(`listen "${listen}" is not an address. Write it like 127.0.0.1:9465.`);
  }
  const metrics = createWorkerMetrics({ version, slots: jobs });
  const queues = watchAddresses([address], { signal, log });
  const server = await serveMetrics({
    ...place,
    expose: metrics.expose,
    isReady: () => !signal.aborted && queues.areReachable(),
  });
  log({ level: 'info', message: 'metrics served', fields: { url: server.url } });
  // A job that is refused, or malformed, was never started.
  const active = new Set<unknown>();
  return {
    observe(event) {
      if (event.type === 'job-started') active.add(event.job);
      if (event.type === 'job-finished' || event.type === 'job-failed') {
        active.delete(event.job);
        const isDead = event.type === 'job-failed' && event.isDead;
        metrics.ended(event.type === 'job-finished' ? 'done' : isDead ? 'dead' : 'failed');
      }
      metrics.active(active.size);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
