import type { Observe } from '@create-dump/core';
import { createObserver } from './create-observer.js';
import type { ExpositionFormat } from './exposition-format.js';
import { toFailureCode } from './failure-codes.js';
import { createRunMetrics, type RunMetrics } from './run-metrics.js';
import { registerFamilies, type SharedRegistry } from './register-families.js';
import { toOpenMetrics } from './to-open-metrics.js';

export interface MetricsOptions {
  /** The program's version, for `create_dump_build_info`. */
  readonly version: string;
  /** The clock. */
  readonly now: () => Date;
  /** Your program's registry, which then serves these metrics beside its own: `register` or a `Registry` of prom-client. */
  readonly register?: SharedRegistry;
}

export interface Metrics {
  /**
   * Creates an observer for the events of one project or of one archiving run. Each observer times its own phases, so projects
   * that are dumped concurrently need one each.
   */
  readonly observer: () => Observe;
  /**
   * Counts a failed run or project of a batch. `code` is the code of an error, `PARTLY` (it finished but left something out) or
   * `STOPPED` (by a signal). Any other code counts as `UNEXPECTED`.
   */
  readonly failed: (code: string) => void;
  /** Records that a run has just succeeded completely. */
  readonly succeeded: () => void;
  /** Adds the metrics of a service's runs with these names, which become label values. May be called once. */
  readonly trackRuns: (names: readonly string[]) => RunMetrics;
  /** Formats the metrics of create-dump as text, without any others in a shared registry. */
  readonly expose: (format: ExpositionFormat) => Promise<string>;
}

/**
 * Creates metrics that are fed by events. They have a registry of their own, and join `register` if it is given. Label values are
 * bounded, and never a path.
 * @throws {CreateDumpError} `USAGE` if `register` has such metrics already.
 */
export function createMetrics({ version, now, register }: MetricsOptions): Metrics {
  const families = registerFamilies(version, register);
  return {
    observer: () => createObserver(families, () => now().getTime()),
    failed: (code) => families.errors.inc({ code: toFailureCode(code) }),
    succeeded: () => families.lastSuccess.set(Math.floor(now().getTime() / 1000)),
    trackRuns: (names) => createRunMetrics(families.registers, names),
    async expose(format) {
      const text = await families.registry.metrics();
      return format === 'openmetrics' ? toOpenMetrics(text) : text;
    },
  };
}
