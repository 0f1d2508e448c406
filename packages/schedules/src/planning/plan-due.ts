/*
 * What is due: `planDue` (here), a pure function of the schedules, the history and the time, decides for each run whether it starts, and
 * why. It is asked at every wake-up, so it doesn't matter how long the process slept, was away, or how the clock was set meanwhile.
 */
import type { Schedule } from '../schedule/schedule.js';
import { type HistoryRecord, isWatch, type RunRecord } from '../history/run-record.js';

/** A run with its schedule. */
export interface ScheduledRun {
  readonly name: string;
  readonly schedule: Schedule;
  /**
   * What happens to times that passed while nothing could start. `once`: the run starts once for all of them, and once more if it
   * was interrupted or stopped. `none`: it waits for the next time.
   */
  readonly catchUp: 'once' | 'none';
}

export interface DueRun {
  readonly run: string;
  readonly due: Date;
  /** `skip`: it is still running since an earlier time. */
  readonly action: 'start' | 'skip';
  /** `missed`: the time has passed for more than a minute. `unfinished`: an earlier process started it, and it didn't end. */
  readonly why: 'scheduled' | 'missed' | 'unfinished';
}

export interface DueOptions {
  readonly runs: readonly ScheduledRun[];
  readonly history: readonly HistoryRecord[];
  /** Ids of the runs that this process is running. */
  readonly running: ReadonlySet<string>;
  readonly now: Date;
}

/** Decides what starts now. A time that the history has isn't due again, also if the clock was set back. */
export function planDue({ runs, ...options }: DueOptions): readonly DueRun[] {
  return runs.flatMap((run) => planRun(run, options) ?? []);
}

/** In milliseconds. A process that isn't suspended wakes up in time, or a little later. */
const punctual = 60_000;

/**
 * In milliseconds, as cron(8) has it: a clock that is set back by less repeats nothing; one that is set back by more was wrong, and
 * what was recorded by it doesn't count.
 */
const correction = 3 * 60 * 60_000;

/** A run that takes the process with it each time must not do so all day. */
const mostInterruptions = 3;

function planRun(
  { name, schedule, catchUp }: ScheduledRun,
  { history, running, now }: Omit<DueOptions, 'runs'>,
): DueRun | undefined {
  const current = schedule.previous(now);
  const watch = history.findLast((one) => isWatch(one) && one.run === name);
  if (current === undefined || watch === undefined || !isWatch(watch)) return undefined;
  const known = history.filter(
    (one): one is RunRecord =>
      !isWatch(one) && one.run === name && one.due.getTime() <= now.getTime() + correction,
  );
  const isRunning = known.some(({ id }) => running.has(id));
  const handled = Math.max(watch.since.getTime(), ...known.map(lastHandled));
  if (current.getTime() > handled) {
    const isMissed = now.getTime() - current.getTime() > punctual;
    if (isRunning) return { run: name, due: current, action: 'skip', why: 'scheduled' };
    if (isMissed && catchUp === 'none') return undefined;
    return { run: name, due: current, action: 'start', why: isMissed ? 'missed' : 'scheduled' };
  }
  const last = known.at(-1);
  if (isRunning || catchUp === 'none' || last === undefined) return undefined;
  if (!isToRepeat(last, known)) return undefined;
  return { run: name, due: last.due, action: 'start', why: 'unfinished' };
}

function lastHandled({ due, skipped }: RunRecord): number {
  return Math.max(due.getTime(), skipped?.last.getTime() ?? 0);
}

function isToRepeat({ outcome, due }: RunRecord, known: readonly RunRecord[]): boolean {
  if (outcome === 'stopped') return true;
  const wasInterrupted = (one: RunRecord) => one.outcome === null || one.outcome === 'interrupted';
  const interruptions = known.filter(
    (one) => wasInterrupted(one) && one.due.getTime() === due.getTime(),
  );
  return (
    (outcome === null || outcome === 'interrupted') && interruptions.length < mostInterruptions
  );
}
