import { Counter, Gauge, Registry } from 'prom-client';
import type { Metrics } from './create-metrics.js';
import { toOpenMetrics } from './to-open-metrics.js';

/** How a worker's attempt at a job ended. `failed`: the job is tried again, or was given back; `dead`: it isn't tried again. */
export const jobOutcomes = ['done', 'failed', 'dead'] as const;

export type JobAttemptOutcome = (typeof jobOutcomes)[number];

export interface WorkerMetricsOptions {
  /** The program's version: workers and coordinators of one queue must have the same. */
  readonly version: string;
  /** How many jobs the worker does at the same time. */
  readonly slots: number;
}

export interface WorkerMetrics {
  /** The number of jobs in work. */
  readonly active: (jobs: number) => void;
  readonly ended: (outcome: JobAttemptOutcome) => void;
  /** Formats the metrics as text. */
  readonly expose: Metrics['expose'];
}

/**
 * Creates the metrics of a worker of a queue. What it dumps is counted by the coordinator of the batch, to which its events go, and so
 * isn't counted here once more.
 */
export function createWorkerMetrics({ version, slots }: WorkerMetricsOptions): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `create_dump_worker_${name}`, help, labelNames, registers });
  const jobs = new Counter({
    name: 'create_dump_worker_jobs_total',
    help: 'Attempts of the worker at jobs, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const active = gauge('active_jobs', 'Jobs in work.');
  gauge('slots', 'How many jobs the worker does at the same time.').set(slots);
  gauge('info', 'Always 1; the label holds the version of the program.', ['version']).set(
    { version },
    1,
  );
  for (const outcome of jobOutcomes) jobs.inc({ outcome }, 0);
  active.set(0);
  return {
    active: (count) => active.set(count),
    ended: (outcome) => jobs.inc({ outcome }),
    async expose(format) {
      const text = await registry.metrics();
      return format === 'openmetrics' ? toOpenMetrics(text) : text;
    },
  };
}
