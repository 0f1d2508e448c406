import type { DumpEvent, Observe } from '@create-dump/core';
import { isMilestone } from './collect-events.js';
import type { TaskProgress } from './project-task.js';

/** Tells the events of a task once, however often it runs and whatever of its progress arrives. */
export interface RelayedEvents {
  progress(progress: TaskProgress): void;
  /** Tells what hasn't been told yet of all events. */
  finish(events: readonly DumpEvent[]): void;
}

export function relayEvents(observe: Observe): RelayedEvents {
  let milestones = 0;
  let bytes = 0;
  return {
    progress({ reached, bytes: soFar }) {
      for (const event of reached.slice(milestones)) observe(event);
      milestones = Math.max(milestones, reached.length);
      // Before rendering has begun, bytes would be counted for another phase. Files are counted at the end, after those skipped.
      if (soFar <= bytes || reached.length === 0) return;
      observe({ type: 'progressed', files: 0, bytes: soFar - bytes });
      bytes = soFar;
    },
    finish(events) {
      let toSkip = milestones;
      let toldBytes = bytes;
      for (const event of events) {
        if (toSkip > 0 && isMilestone(event)) toSkip--;
        else if (event.type === 'progressed') {
          const known = Math.min(toldBytes, event.bytes);
          toldBytes -= known;
          observe({ ...event, bytes: event.bytes - known });
        } else observe(event);
      }
    },
  };
}
