import { performance } from 'node:perf_hooks';
import { processorTime } from './processor-time.js';

export interface Stopwatch {
  /** Milliseconds since the start, as an idle machine would have needed them. */
  elapsed(): number;
}

/**
 * Measures how soon something happens, for bounds that hold on a busy machine, too: what has passed is divided by how much longer
 * work takes at the moment than on an idle machine.
 */
export function startStopwatch(): Stopwatch {
  const before = slowness();
  const start = performance.now();
  return {
    elapsed() {
      const passed = performance.now() - start;
      return passed / Math.max(before, slowness());
    },
  };
}

/** How much longer work takes than it would on an idle machine: 1 or more. Takes 50 ms of processor time. */
function slowness(): number {
  const work = 50;
  const start = performance.now();
  const end = processorTime() + work;
  while (processorTime() < end);
  return Math.max(1, (performance.now() - start) / work);
}
