import type { RunIdOptions } from '@create-dump/files';
import { createReporter } from './create-reporter.js';
import type { World } from '../process/world.js';
import { createNotes, type Notes } from './notes.js';
import type { ObservedRun, ObservingContext } from './observed-run.js';
import type { Observer, Outcome, RunEvent } from './observer.js';
import { openEvents } from './open-events.js';
import { openRunLog } from './open-run-log.js';
import { createPaint, hasColors, type Paint } from '../printing/paint.js';
import { openProgress } from './progress/open-progress.js';

/** All who follow a run, as one. */
export interface Observers extends AsyncDisposable {
  /** Takes the place of core's `Observe`, and of a batch's. */
  readonly observe: (event: RunEvent) => void;
  /** Prints while the work goes on, with what is drawn on the terminal out of the way. */
  readonly aside: (print: () => void) => void;
  /** To be called when the work is done, before its result is printed: nothing is drawn any more. */
  readonly settle: () => void;
  /** Standard error, for what a person reads at the end of a run. */
  readonly notes: Notes;
  /** Colours of standard output. */
  readonly paint: Paint;
  /** What the run's id is made of. */
  readonly process: RunIdOptions;
  /** Tells how the run ended, errors included. */
  readonly finish: (outcome: Outcome) => Promise<void>;
}

/**
 * Opens all who follow a run, by what the command line asks for. Standard error has one voice: sentences for a person, or
 * the lines of a log, or those of events.
 * @throws {CreateDumpError} `DESTINATION_INVALID` if the file of events can't be opened; `USAGE` for the URL of a push
 * gateway.
 */
export async function openObservers(run: ObservedRun, world: World): Promise<Observers> {
  const { output } = run;
  const process = { pid: world.pid, hostname: world.hostname, now: world.now() };
  const progress = await openProgress(output, world);
  const aside = progress?.aside ?? ((print: () => void) => print());
  const write = (text: string) => aside(() => world.stderr.write(text));
  const context = { ...run, process, write, world };
  const events = await openEvents(context);
  const log = await openRunLog(context);
  const isForPerson = log === undefined && !(events?.isOnStandardError ?? false);
  const reporter = isForPerson ? createReporter(output, write) : undefined;
  const notes = createNotes({ isForPerson, output, world });
  const others = join([progress, reporter, log, events].filter((one) => one !== undefined));
  const paint = createPaint(hasColors(output, world.stdout, world));
  return { ...(await withMetrics(others, context)), aside, notes, paint, process };
}

/** Metrics come first: what goes wrong with them at the end is told by the others. */
async function withMetrics(others: ReturnType<typeof join>, context: ObservingContext) {
  if (context.metrics === undefined) return others;
  const { openMetrics } = await import('./metrics/open-metrics.js');
  const warn = (message: string) => others.observe({ type: 'warned', message });
  try {
    return join([await openMetrics(context.metrics, { ...context, warn }), others]);
  } catch (error) {
    others.settle();
    throw error;
  }
}

function join(observers: readonly Observer[]) {
  let isSettled = false;
  const settle = () => {
    if (isSettled) return;
    isSettled = true;
    for (const observer of observers) observer.settle?.();
  };
  return {
    observe(event: RunEvent) {
      for (const observer of observers) observer.observe(event);
    },
    settle,
    async finish(outcome: Outcome) {
      settle();
      for (const observer of observers) await observer.finish?.(outcome);
    },
    async [Symbol.asyncDispose]() {
      settle();
    },
  };
}
