import { resolve } from 'node:path';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import type { MetricsRequest } from '../../arguments/metrics-arguments.js';
import { exitCodes } from '../../process/exit-code.js';
import { describeError } from '../describe-error.js';
import type { Observer } from '../observer.js';
import type { World } from '../../process/world.js';
import { createMetricsObserver } from './create-metrics-observer.js';

export interface MetricsContext {
  readonly world: World;
  /** What the run's id is made of. */
  readonly process: RunIdOptions;
  /** Metrics never cost a run: what goes wrong with them is told here. */
  readonly warn: (message: string) => void;
}

/**
 * Counts a run and shows it: serves the metrics until the run is finished, then writes and pushes them.
 * @throws {CreateDumpError} `USAGE` if the URL of the push gateway is none.
 */
export async function openMetrics(
  request: MetricsRequest,
  { world, process, warn }: MetricsContext,
): Promise<Observer> {
  const library = await import('@create-dump/metrics');
  const { signal, now, version, hostname, cwd } = world;
  const gateway = request.push && library.parseGateway(request.push, { instance: hostname });
  const metrics = library.createMetrics({ version, now });
  const observer = createMetricsObserver(metrics);
  const attempt = createAttempt(warn);
  const { port, host = '127.0.0.1' } = request;
  const { expose } = metrics;
  const server = port && (await attempt(() => library.serveMetrics({ expose, port, host })));
  return {
    observe: observer.observe,
    async finish(outcome) {
      await observer.finish(outcome);
      const text = await expose('prometheus');
      if (request.file !== undefined) {
        const path = resolve(cwd, request.file);
        const runId = createRunId(process);
        await attempt(() => library.addToTextfile({ path, text, now, runId }));
      }
      // A run that is told to stop has a second to end.
      if (gateway && !signal.aborted) {
        // The gateway keeps the time of the last success, which a run that failed doesn't know.
        const replace = outcome.exitCode === exitCodes.done ? 'group' : 'metrics';
        await attempt(() => library.pushMetrics({ gateway, text, replace, signal }));
      }
      if (server) await server[Symbol.asyncDispose]();
    },
  };
}

function createAttempt(warn: MetricsContext['warn']) {
  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      warn(describeError(error).message);
      return undefined;
    }
  };
}
