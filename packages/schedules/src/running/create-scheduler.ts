/*
 * The loop that starts runs: it wakes up when one is due, and at least once a minute, and asks `planDue` what to do. Clock, timers, the
 * history and the act itself are ports; what happens is told as `ScheduleEvent`s.
 */
import type { History } from '../history/history.js';
import { type HistoryRecord, isWatch, type RunRecord } from '../history/run-record.js';
import { type DueRun, planDue, type ScheduledRun } from '../planning/plan-due.js';
import type { ScheduleEvent } from './schedule-event.js';

/** How a run ended. */
export interface RunResult {
  /** `stopped` if the signal ended it: then it is due again when the schedule is next followed. */
  readonly outcome: string;
  readonly exitCode: number;
  /** Path of its report, if it wrote one. */
  readonly report: string | null;
}

/** Does the work of a run. An error counts as outcome `failed`. */
export type Act = (
  run: { readonly name: string; readonly id: string; readonly due: Date },
  signal: AbortSignal,
) => Promise<RunResult>;

export interface SchedulerOptions {
  readonly runs: readonly ScheduledRun[];
  readonly history: History;
  readonly act: Act;
  readonly now: () => Date;
  /** Calls back once after so many milliseconds, at most a minute; returns the function that prevents it. */
  readonly setTimer: (callback: () => void, milliseconds: number) => () => void;
  /** A name for a run that no other has. */
  readonly createId: () => string;
  readonly observe: (event: ScheduleEvent) => void;
}

export interface Scheduler {
  /** Records what an earlier process left unfinished, and begins to follow the schedules. */
  readonly start: () => Promise<void>;
  /** Starts nothing more, aborts what is running with `reason`, and resolves when all of it has ended and is recorded. */
  readonly stop: (reason: unknown) => Promise<void>;
  /** The next time of each run, by name. */
  readonly next: () => ReadonlyMap<string, Date>;
}

/** In milliseconds. Clocks are set, machines are suspended, and timers count neither: so time is looked at this often. */
const longestSleep = 60_000;

/** Follows schedules. A run never overlaps with itself; runs of different names do. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { runs, history, now, setTimer, observe } = options;
  const running = new Map<string, Running>();
  const stopping = new AbortController();
  const record = createRecorder(options);
  let cancelTimer = () => {};
  let waking: Promise<void> = Promise.resolve();

  const finish = async (entry: Running): Promise<void> => {
    const { result, error } = await attempt(options.act, entry);
    const finished = { ...entry.record, ...result, finished: now() };
    await record(finished);
    running.delete(finished.run);
    observe({ type: 'run-finished', record: finished, ...(error !== undefined && { error }) });
    // What became due since the last look was due for a run that was still running.
    wake();
  };

  const begin = async ({ run, due, why }: DueRun): Promise<void> => {
    const id = options.createId();
    const unknown = { finished: null, outcome: null, exitCode: null, report: null, skipped: null };
    const entry: Running = {
      record: { id, run, due, started: now(), ...unknown },
      abort: new AbortController(),
      done: Promise.resolve(),
    };
    await record(entry.record);
    observe({ type: 'run-started', record: entry.record, why });
    running.set(run, entry);
    if (stopping.signal.aborted) entry.abort.abort(stopping.signal.reason);
    entry.done = finish(entry);
  };

  const skip = async ({ run, due }: DueRun): Promise<void> => {
    const entry = running.get(run);
    if (entry === undefined) return;
    const skipped = { count: (entry.record.skipped?.count ?? 0) + 1, last: due };
    entry.record = { ...entry.record, skipped };
    observe({ type: 'run-skipped', record: entry.record, due });
    await record(entry.record);
  };

  const look = async (): Promise<void> => {
    observe({ type: 'looked' });
    await watchAll(options, record);
    const ids = new Set([...running.values()].map((one) => one.record.id));
    for (const one of planDue({ runs, history: history.records(), running: ids, now: now() })) {
      if (stopping.signal.aborted) return;
      await (one.action === 'start' ? begin(one) : skip(one));
    }
  };

  const wake = (): void => {
    cancelTimer();
    if (!stopping.signal.aborted) waking = waking.then(look).then(sleep);
  };

  const sleep = (): void => {
    cancelTimer();
    if (stopping.signal.aborted) return;
    const left = Math.min(...[...nextTimes(options).values()].map(Number)) - now().getTime();
    cancelTimer = setTimer(wake, Math.min(Math.max(left, 1), longestSleep));
  };

  return {
    async start() {
      for (const one of history.records()) {
        if (isWatch(one) || one.outcome !== null) continue;
        const interrupted = { ...one, outcome: 'interrupted' };
        observe({ type: 'run-interrupted', record: interrupted });
        await record(interrupted);
      }
      wake();
      await waking;
    },
    async stop(reason) {
      stopping.abort(reason);
      cancelTimer();
      for (const { abort } of running.values()) abort.abort(reason);
      await waking;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    next: () => nextTimes(options),
  };
}

interface Running {
  record: RunRecord;
  /** Its own, so that nothing that listens outlives the run. */
  readonly abort: AbortController;
  /** Settles when it has ended and is recorded. */
  done: Promise<void>;
}

type Record = (one: HistoryRecord) => Promise<void>;

/** A history that can't be written costs no run: it is told, and the record is written with the next one. */
function createRecorder({ history, observe }: SchedulerOptions): Record {
  return async (one) => {
    try {
      await history.append(one);
    } catch (error) {
      observe({ type: 'history-failed', run: one.run, error });
    }
  };
}

/** Records when each schedule was first followed; once more if it changes, or the clock was set back before that. */
async function watchAll({ runs, history, now }: SchedulerOptions, record: Record): Promise<void> {
  const watches = new Map(
    history.records().flatMap((one) => (isWatch(one) ? [[one.run, one]] : [])),
  );
  for (const { name, schedule } of runs) {
    const watch = watches.get(name);
    if (watch?.schedule === schedule.text && watch.since.getTime() <= now().getTime()) continue;
    await record({ run: name, schedule: schedule.text, since: now() });
  }
}

function nextTimes({ runs, now }: SchedulerOptions): ReadonlyMap<string, Date> {
  return new Map(
    runs.flatMap(({ name, schedule }) => {
      const next = schedule.next(now());
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

async function attempt(act: Act, { record: { id, run, due }, abort }: Running) {
  try {
    return { result: await act({ name: run, id, due }, abort.signal), error: undefined };
  } catch (error) {
    return { result: { outcome: 'failed', exitCode: 1, report: null }, error };
  }
}
