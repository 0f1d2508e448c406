import { Counter, Gauge, type Registry } from 'prom-client';
import type { SharedRegistry } from './register-families.js';

/** How a run of a service ended, or why it didn't begin (`skipped`) or didn't end (`interrupted`). */
export const runOutcomes = [
  'done',
  'partly',
  'failed',
  'invalid',
  'integrity',
  'refused',
  'locked',
  'stopped',
  'interrupted',
  'skipped',
] as const;

export type RunOutcome = (typeof runOutcomes)[number];

/** Metrics of the named runs of a service. */
export interface RunMetrics {
  readonly ended: (run: string, outcome: RunOutcome) => void;
  readonly succeeded: (run: string, at: Date) => void;
  /** When it was due last. */
  readonly due: (run: string, at: Date) => void;
  /** When it is due next. */
  readonly next: (run: string, at: Date) => void;
}

/** Registers the metrics of runs with these names. All outcomes are initialised to 0; a time is absent until it is known. */
export function createRunMetrics(
  registers: (Registry | SharedRegistry)[],
  names: readonly string[],
): RunMetrics {
  const ended = new Counter({
    name: 'create_dump_runs_total',
    help: 'Runs of the service by outcome.',
    labelNames: ['run', 'outcome'],
    registers,
  });
  for (const run of names) for (const outcome of runOutcomes) ended.inc({ run, outcome }, 0);
  const timestamp = (name: string, help: string) => {
    const gauge = new Gauge({
      name: `create_dump_run_${name}_timestamp_seconds`,
      help: `${help}, in seconds since 1970.`,
      labelNames: ['run'],
      registers,
    });
    return (run: string, at: Date) => gauge.set({ run }, Math.floor(at.getTime() / 1000));
  };
  return {
    ended: (run, outcome) => ended.inc({ run, outcome }),
    succeeded: timestamp('last_success', 'End of the last run with exit code 0'),
    due: timestamp('due', 'When the run was due last'),
    next: timestamp('next', 'When the run is due next'),
  };
}
