/*
 * Everything that follows a run. Commands report events to one `Observers` object, which passes them to those that the command
 * line asks for: the reporter (sentences), the log, the stream of events, progress/ and metrics/. At the end each of them learns
 * the outcome, so an error becomes a sentence, a line of the log, an event or a count.
 */
import type { RunIdOptions } from '@create-dump/files';
import { createPaint, hasColors, type Paint } from './paint.js';
import type { ObservedProcess } from './observed-process.js';
import { createReporter, inProject, secretSentence } from './create-reporter.js';
import { createMessageOutput, type MessageOutput } from './create-message-output.js';
import { createNotes, type Notes } from './notes.js';
import type { ObservedRun, ObservingContext } from './observed-run.js';
import type { Observer, Outcome, RunEvent } from './observer.js';
import { openEvents } from './open-events.js';
import { openRunLog } from './open-run-log.js';
import { redactCredentials } from './redact-credentials.js';
import { openProgress } from './progress/open-progress.js';

/** What a run has made. */
export interface RunResult {
  /** Returns the document that `--json` prints. */
  readonly document: () => string;
  /** Absolute path of the dump, or of the report of a batch. */
  readonly report?: string | undefined;
}

/** All observers of a run as one. */
export interface Observers extends AsyncDisposable {
  /** Serves as core's `Observe` and as a batch's. */
  readonly observe: (event: RunEvent) => void;
  /** Runs `print` with the progress display cleared. */
  readonly aside: (print: () => void) => void;
  /** Must be called when the work is done, before its result is printed. Ends the progress display. */
  readonly settle: () => void;
  /** The warnings so far, as documents show them. */
  readonly warnings: () => readonly string[];
  /** Keeps the result of the run for its hooks. */
  readonly present: (result: RunResult) => void;
  /** The result that was presented last. */
  readonly result: () => RunResult | undefined;
  /** Standard error, for the summary at the end of a run. */
  readonly notes: Notes;
  /** Colours of standard output. */
  readonly paint: Paint;
  /** The parts of the run's id. */
  readonly process: RunIdOptions;
  /** Reports how the run ended, including its error. */
  readonly finish: (outcome: Outcome) => Promise<void>;
}

/**
 * Opens the observers of a run that the command line asks for. Standard error carries only one kind of output: sentences for
 * a person, the lines of a log, or events.
 * @throws {CreateDumpError} `DESTINATION_INVALID` if the events file can't be opened; `USAGE` if the push gateway's URL is
 * invalid.
 */
export async function openObservers(run: ObservedRun, world: ObservedProcess): Promise<Observers> {
  const { output } = run;
  const process = { pid: world.pid, hostname: world.hostname, now: run.startedAt ?? world.now() };
  const progress = await openProgress(output, world);
  const aside = progress?.aside ?? ((print: () => void) => print());
  const messages = createMessageOutput(world.stderr);
  const write = (text: string) => aside(() => messages.write(text));
  const context = { ...run, process, write, world };
  const events = await openEvents(context);
  const log = await openRunLog(context);
  const isForPerson = log === undefined && !(events?.isOnStandardError ?? false);
  const reporter = isForPerson ? createReporter(output, write) : undefined;
  const notes = createNotes({ isForPerson, output, messages, world });
  const own = [progress, reporter, log, events].filter((one) => one !== undefined);
  const others = join([...own, ...(run.others ?? [])], messages);
  const paint = createPaint(hasColors(output, world.stdout, world));
  let result: RunResult | undefined;
  return {
    ...(await withMetrics(others, context)),
    present: (presented) => (result = presented),
    result: () => result,
    aside,
    notes,
    paint,
    process,
  };
}

/** Metrics finish first, so that the others can report their failures. */
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

function join(observers: readonly Observer[], messages?: MessageOutput) {
  const warnings: string[] = [];
  let isSettled = false;
  const settle = () => {
    if (isSettled) return;
    isSettled = true;
    for (const observer of observers) observer.settle?.();
  };
  const observe = (event: RunEvent) => {
    const warning = warningOf(event);
    if (warning !== undefined) warnings.push(warning);
    for (const observer of observers) observer.observe(event);
  };
  return {
    observe,
    warnings: () => warnings,
    settle,
    async finish(outcome: Outcome) {
      settle();
      // One output tells what another has lost.
      for (const { loss } of [...observers, ...(messages ? [messages] : [])]) {
        const message = loss?.();
        if (message !== undefined) observe({ type: 'warned', message });
      }
      for (const observer of observers) await observer.finish?.(outcome);
    },
    async [Symbol.asyncDispose]() {
      settle();
    },
  };
}

function warningOf(told: RunEvent): string | undefined {
  const event = 'event' in told ? told.event : told;
  if (event.type === 'secret-found' && event.action === 'warned') {
    return inProject(told, secretSentence(event));
  }
  if (event.type !== 'warned') return undefined;
  return redactCredentials(inProject(told, event.message));
}
