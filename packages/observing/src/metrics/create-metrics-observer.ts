import type { BatchEvent } from '@create-dump/batching';
import type { Observe } from '@create-dump/core';
import type { Metrics } from '@create-dump/metrics';
import { exitCodes } from '../exit-code.js';
import { describeError } from '../describe-error.js';
import { isBatchEvent, type Observer } from '../observer.js';

/** Feeds a run's events and its outcome into the metrics. */
export function createMetricsObserver(
  metrics: Metrics,
): Required<Omit<Observer, 'settle' | 'loss'>> {
  const observeRun = metrics.observer();
  let failures = 0;
  const fail = (code: string) => {
    failures++;
    metrics.failed(code);
  };
  const batch = createBatchObserver({ ...metrics, failed: fail }, observeRun);
  return {
    observe(event) {
      if (isBatchEvent(event)) batch.observe(event);
      else if (event.type !== 'problem-found') observeRun(event);
      // A failed project is counted when it ends.
      else if (!batch.hasEnded(event.path)) fail(event.code);
    },
    finish({ exitCode, error }) {
      if (exitCode === exitCodes.done) metrics.succeeded();
      else if (error !== undefined) fail(describeError(error).code);
      else if (exitCode === exitCodes.partly) fail('PARTLY');
      else if (exitCode !== exitCodes.brokenPipe && failures === 0) fail('UNEXPECTED');
    },
  };
}

/** Projects are dumped concurrently, so each has an observer with its own durations. */
function createBatchObserver(metrics: Metrics, observeRun: Observe) {
  const running = new Map<string, Observe>();
  const ended = new Set<string>();
  return {
    hasEnded: (directory: string | undefined) => directory !== undefined && ended.has(directory),
    observe(event: BatchEvent): void {
      if (event.type === 'batch-event') return observeRun(event.event);
      if (event.type === 'batch-started') return;
      const { directory } = event.project;
      if (event.type === 'project-started') {
        running.set(directory, metrics.observer());
      } else if (event.type === 'project-event') {
        running.get(directory)?.(event.event);
      } else {
        running.delete(directory);
        ended.add(directory);
        if (event.outcome === 'failed') metrics.failed(event.reason?.code ?? 'UNEXPECTED');
      }
    },
  };
}
