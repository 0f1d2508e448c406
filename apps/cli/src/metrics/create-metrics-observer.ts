import type { BatchEvent } from '@create-dump/batch-orchestrator';
import type { Observe } from '@create-dump/core';
import type { Metrics } from '@create-dump/metrics';
import { exitCodes } from '../exit-code.js';
import { describeError } from '../observing/describe-error.js';
import { isBatchEvent, type Observer } from '../observing/observer.js';

/** Counts what a run tells of its work, and how it ended. */
export function createMetricsObserver(metrics: Metrics): Required<Omit<Observer, 'settle'>> {
  const observeRun = metrics.observer();
  const observeBatch = createBatchObserver(metrics, observeRun);
  let problems = 0;
  return {
    observe(event) {
      if (isBatchEvent(event)) {
        observeBatch(event);
      } else if (event.type === 'problem-found') {
        problems++;
        metrics.failed(event.code);
      } else {
        observeRun(event);
      }
    },
    finish({ exitCode, error }) {
      if (exitCode === exitCodes.done) metrics.succeeded();
      else if (error !== undefined) metrics.failed(describeError(error).code);
      else if (exitCode === exitCodes.partly) metrics.failed('PARTLY');
      else if (exitCode === exitCodes.integrity && problems === 0) metrics.failed('INTEGRITY');
    },
  };
}

/** Projects are dumped side by side: each has its own times. */
function createBatchObserver(metrics: Metrics, observeRun: Observe) {
  const projects = new Map<string, Observe>();
  return (event: BatchEvent): void => {
    if (event.type === 'batch-event') return observeRun(event.event);
    if (event.type === 'batch-started') return;
    const { directory } = event.project;
    if (event.type === 'project-started') {
      projects.set(directory, metrics.observer());
    } else if (event.type === 'project-event') {
      projects.get(directory)?.(event.event);
    } else {
      projects.delete(directory);
      if (event.outcome === 'failed') metrics.failed(event.reason?.code ?? 'UNEXPECTED');
    }
  };
}
