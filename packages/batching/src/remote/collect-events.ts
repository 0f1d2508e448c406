import type { DumpEvent, Observe } from '@create-dump/core';
import type { TaskProgress } from './project-task.js';

/** Collects what is told of a dump, for the process that reports it. */
export interface CollectedEvents {
  readonly observe: Observe;
  progress(): TaskProgress;
  /** In order. Successive `progressed` events are one; after the first thousands, a warning stands for the others. */
  events(): readonly DumpEvent[];
}

/** A report of more events says nothing that the dump's manifest doesn't. */
const mostEvents = 2000;

export function collectEvents(): CollectedEvents {
  const told: DumpEvent[] = [];
  const reached: DumpEvent[] = [];
  let bytes = 0;
  let omitted = 0;
  let isRendering = false;
  return {
    observe(event) {
      // The dump isn't where it is published.
      if (event.type === 'published') return;
      if (!isRendering && isMilestone(event)) reached.push(event);
      if (event.type === 'phase-started' && event.phase === 'render') isRendering = true;
      const last = told.at(-1);
      if (event.type === 'progressed') {
        bytes += event.bytes;
        if (last?.type === 'progressed') {
          told[told.length - 1] = sum(last, event);
          return;
        }
      }
      const isBounded = event.type === 'file-skipped' || event.type === 'warned';
      if (isBounded && told.length >= mostEvents) omitted++;
      else told.push(event);
    },
    progress: () => ({ reached, bytes }),
    events() {
      if (omitted === 0) return told;
      const message = `${omitted} more skipped files and warnings are only in the manifest of the dump.`;
      return [...told, { type: 'warned', message }];
    },
  };
}

/** Whether the event is one of those that every dump has before it renders. */
export function isMilestone({ type }: DumpEvent): boolean {
  return type === 'phase-started' || type === 'phase-finished' || type === 'discovered';
}

type Progressed = Extract<DumpEvent, { type: 'progressed' }>;

function sum(a: Progressed, b: Progressed): Progressed {
  return { type: 'progressed', files: a.files + b.files, bytes: a.bytes + b.bytes };
}
