import { type DumpEvent, type Observe, skipReasons } from '@create-dump/core';
import type { Families, TimedPhase } from './register-families.js';

type Handlers = { readonly [T in DumpEvent['type']]?: (event: DumpEvent & { type: T }) => void };

/**
 * Turns the events of one project into counts and durations.
 * @param clock Returns milliseconds.
 */
export function createObserver(families: Families, clock: () => number): Observe {
  const { files, bytes, secrets, archives, auditBytes, pruned, quarantined, retries } = families;
  const timer = createTimer(families, clock);
  // Files with a section are reported twice: by an event of their own, then as part of `progressed`.
  let alreadyCounted = 0;
  const handlers: Handlers = {
    'phase-started'({ phase }) {
      if (phase === 'discover') timer.start('project');
      timer.start(phase);
    },
    'phase-finished': ({ phase }) => timer.finish(phase),
    published: () => timer.finish('project'),
    progressed(event) {
      // Reading dumps back reports progress as well.
      if (!timer.isRunning('render')) return;
      bytes.inc(event.bytes);
      files.inc({ status: 'dumped' }, Math.max(0, event.files - alreadyCounted));
      alreadyCounted = Math.max(0, alreadyCounted - event.files);
    },
    'file-skipped'({ file }) {
      files.inc({ status: file.skipped });
      if (skipReasons[file.skipped].section) alreadyCounted++;
    },
    'file-unstable'() {
      files.inc({ status: 'unstable' });
      alreadyCounted++;
    },
    'secret-found': ({ action }) => secrets.inc({ action }),
    archived: ({ format }) => archives.inc({ format: families.archiveFormat(format) }),
    audited: (event) => auditBytes.inc(event.bytes),
    'audit-finished'({ items, oldestVerification }) {
      const oldest = oldestVerification === null ? 0 : Date.parse(oldestVerification) / 1000;
      families.audit.set(items, oldest);
    },
    pruned: () => pruned.inc(),
    quarantined: () => quarantined.inc(),
    retried: ({ what, times = 1 }) => retries.inc({ what }, times),
    'queue-counted': ({ jobs }) => families.queue.count(jobs),
    'job-stalled': () => families.queue.stall(),
  };
  return (event) => (handlers[event.type] as Observe | undefined)?.(event);
}

function createTimer({ duration }: Families, clock: () => number) {
  const startedAt = new Map<TimedPhase, number>();
  return {
    isRunning: (phase: TimedPhase) => startedAt.has(phase),
    start(phase: TimedPhase): void {
      startedAt.set(phase, clock());
    },
    finish(phase: TimedPhase): void {
      const from = startedAt.get(phase);
      // The clock may have been set back in between.
      if (from !== undefined) duration.observe({ phase }, Math.max(0, clock() - from) / 1000);
      startedAt.delete(phase);
    },
  };
}
