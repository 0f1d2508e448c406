import type { Observe } from '@create-dump/core';
import { createObserver } from './create-observer.js';
import type { ExpositionFormat } from './exposition-format.js';
import { toFailureCode } from './failure-codes.js';
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
  /**
   * A run, or a project of a batch, failed: with an error's code; `PARTLY`, it ended well but left something out; or
   * `STOPPED`, by a signal. Any other code counts as `UNEXPECTED`.
   */
  readonly failed: (code: string) => void;
  /** A run has done all it was to do. */
  readonly succeeded: () => void;
  /** All metrics as text. */
  readonly expose: (format: ExpositionFormat) => Promise<string>;
}

/** Counts and times what events tell, in a registry of its own. Labels are bounded: never a path. */
export function createMetrics({ version, now }: MetricsOptions): Metrics {
  const families = registerFamilies(version);
  return {
    observer: () => createObserver(families, () => now().getTime()),
    failed: (code) => families.errors.inc({ code: toFailureCode(code) }),
    succeeded: () => families.lastSuccess.set(Math.floor(now().getTime() / 1000)),
    async expose(format) {
      const text = await families.registry.metrics();
      return format === 'openmetrics' ? toOpenMetrics(text) : text;
    },
  };
}
