import type { RunEvent } from '../observer.js';
import type { BatchCounts } from './progress-views.js';

/** Sums up the progress of all projects of a batch. */
export function createBatchCount() {
  let projects: number | undefined;
  let finished = 0;
  let files = 0;
  let bytes = 0;
  return {
    observe(event: RunEvent): void {
      if (event.type === 'batch-started') projects = event.projects.length;
      else if (event.type === 'project-finished') finished++;
      else if (event.type === 'project-event' && event.event.type === 'progressed') {
        files += event.event.files;
        bytes += event.event.bytes;
      }
    },
    /** Whether the run is a batch. */
    isOne: () => projects !== undefined,
    counts: (running: number): BatchCounts => ({
      projects: projects ?? 0,
      finished,
      files,
      bytes,
      running,
    }),
  };
}
