import type { Observe } from '@create-dump/core';
import { createObserver } from './create-observer.js';
import type { ExpositionFormat } from './exposition-format.js';
import type { FailureCode } from './failure-codes.js';
import { registerFamilies } from './register-families.js';
import { toOpenMetrics } from './to-open-metrics.js';

export interface MetricsOptions {
  /** Of the program, for `create_dump_build_info`. */
  readonly version: string;
  readonly now: () => Date;
}

export interface Metrics {
  /**
   * A new observer, for the events of one project or of one archiving. Each times its own phases, so projects that are
   * dumped side by side need one each.
   */
  readonly observer: () => Observe;
  /** A run, or a project of a batch, failed. */
  readonly failed: (code: FailureCode) => void;
  /** A run has done all it was to do. */
  readonly succeeded: () => void;
  /** All metrics as text. */
  readonly expose: (format: ExpositionFormat) => Promise<string>;
}

/** Counts and times what events tell, in a registry of its own. Labels are bounded: never a path. */
export function createMetrics({ version, now }: MetricsOptions): Metrics {
  const families = registerFamilies(version);
  return {
    observer: () => createObserver(families, () => now().getTime() / 1000),
    failed: (code) => families.errors.inc({ code }),
    succeeded: () => families.lastSuccess.set(Math.floor(now().getTime() / 1000)),
    async expose(format) {
      const text = await families.registry.metrics();
      return format === 'openmetrics' ? toOpenMetrics(text) : text;
    },
  };
}
