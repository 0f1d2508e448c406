/*
 * The metrics of a run, an observer: events and the outcome are counted by @create-dump/metrics, and served, written to a file
 * and pushed as the command line asks. A failure of the metrics is a warning.
 */
import { resolve } from 'node:path';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import type { MetricsOptions } from '../output-options.js';
import { exitCodes } from '../exit-code.js';
import type { ObservedProcess } from '../observed-process.js';
import { describeError } from '../describe-error.js';
import type { Observer } from '../observer.js';
import { createMetricsObserver } from './create-metrics-observer.js';

export interface MetricsContext {
  readonly world: ObservedProcess;
  /** The parts of the run's id. */
  readonly process: RunIdOptions;
  /** Called with each failure of the metrics, which never fails the run. */
  readonly warn: (message: string) => void;
}

/**
 * Opens the metrics of a run: they are served until it is finished, then written to a file and pushed.
 * @throws {CreateDumpError} `USAGE` if the push gateway's URL is invalid.
 */
export async function openMetrics(
  request: MetricsOptions,
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
      // A stopped run must end within a second.
      if (gateway && !signal.aborted) {
        // A failed run must not replace the time of the last success, which only the gateway knows.
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
