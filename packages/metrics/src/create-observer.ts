import { type DumpEvent, type Observe, skipReasons } from '@create-dump/core';
import type { Families, TimedPhase } from './register-families.js';

type Handlers = { readonly [T in DumpEvent['type']]?: (event: DumpEvent & { type: T }) => void };

/** Turns one project's events into counts and times. `clock` gives milliseconds. */
export function createObserver(families: Families, clock: () => number): Observe {
  const { files, bytes, archives, pruned, quarantined } = families;
  const timer = createTimer(families, clock);
  // A file with a section is told twice: by what became of it, then as a part of what `progressed` sums up.
  let toldBefore = 0;
  const handlers: Handlers = {
    'phase-started'({ phase }) {
      if (phase === 'discover') timer.start('project');
      timer.start(phase);
    },
    'phase-finished': ({ phase }) => timer.finish(phase),
    published: () => timer.finish('project'),
    progressed(event) {
      // Reading dumps back is progress as well.
      if (!timer.isRunning('render')) return;
      bytes.inc(event.bytes);
      files.inc({ status: 'dumped' }, Math.max(0, event.files - toldBefore));
      toldBefore = Math.max(0, toldBefore - event.files);
    },
    'file-skipped'({ file }) {
      files.inc({ status: file.skipped });
      if (skipReasons[file.skipped].section) toldBefore++;
    },
    'file-unstable'() {
      files.inc({ status: 'unstable' });
      toldBefore++;
    },
    archived: ({ format }) => archives.inc({ format: families.archiveFormat(format) }),
    pruned: () => pruned.inc(),
    quarantined: () => quarantined.inc(),
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
      // A clock may be set back meanwhile.
      if (from !== undefined) duration.observe({ phase }, Math.max(0, clock() - from) / 1000);
      startedAt.delete(phase);
    },
  };
}
