import type { History, HistoryRecord } from '../../src/index.js';
import { mergeRecords } from '../../src/history/merge-records.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock on the wall and one that counts, timers that follow the latter, and a history in memory. */
export function createFakeWorld(start: string) {
  let wall = Date.parse(start);
  let counted = 0;
  const timers = new Set<Timer>();

  /** Lets promises settle: nothing here waits for the system. */
  const settle = () => new Promise(setImmediate);

  const setTimer = (callback: () => void, milliseconds: number) => {
    if (milliseconds > 60_000) throw new Error('A sleep of more than a minute');
    return addTimer(callback, milliseconds);
  };

  const addTimer = (callback: () => void, milliseconds: number) => {
    const timer = { at: counted + milliseconds, callback };
    timers.add(timer);
    return () => void timers.delete(timer);
  };

  return {
    now: () => new Date(wall),
    setTimer,
    settle,
    /** Resolves after so long, by the counting clock, or if the signal is aborted. */
    sleep: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        const cancel = addTimer(resolve, milliseconds);
        signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
    /** Lets time pass, timer by timer. */
    async advance(milliseconds: number) {
      const end = counted + milliseconds;
      await settle();
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        const to = due?.at ?? end;
        wall += to - counted;
        counted = to;
        if (due === undefined) return;
        timers.delete(due);
        due.callback();
        await settle();
      }
    },
    /** Sets the clock on the wall. A suspended machine is one whose clock jumps forward. */
    jump(milliseconds: number) {
      wall += milliseconds;
    },
    /** Ends the process: nothing that waits ever continues. */
    crash: () => timers.clear(),
  };
}

export function memoryHistory(): History {
  let records: readonly HistoryRecord[] = [];
  return {
    records: () => records,
    append: async (record) => {
      records = mergeRecords([...records, record], 10_000);
    },
  };
}
