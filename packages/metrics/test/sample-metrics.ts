import type { DumpEvent, SkipReason } from '@create-dump/core';
import { createMetrics } from '../src/index.js';

/** Metrics with a clock that only moves when told to. */
export function createSampleMetrics() {
  let milliseconds = Date.UTC(2026, 10, 22, 12);
  const metrics = createMetrics({ version: '1.2.3', now: () => new Date(milliseconds) });
  return {
    ...metrics,
    pass(seconds: number): void {
      milliseconds += seconds * 1000;
    },
    /** The value of a series; undefined if it doesn't exist. */
    async valueOf(series: string): Promise<number | undefined> {
      const lines = (await metrics.expose('prometheus')).split('\n');
      const line = lines.find((one) => one.startsWith(`${series} `));
      return line === undefined ? undefined : Number(line.slice(series.length + 1));
    },
  };
}

export const started = (phase: 'discover' | 'render' | 'publish'): DumpEvent => ({
  type: 'phase-started',
  phase,
});

export const finished = (phase: 'discover' | 'render' | 'publish'): DumpEvent => ({
  type: 'phase-finished',
  phase,
});

export const skipped = (reason: SkipReason): DumpEvent => ({
  type: 'file-skipped',
  file: { path: 'secret/path', skipped: reason },
});
