import { CreateDumpError } from '@create-dump/core';

export interface TimeLimit extends Disposable {
  /** Aborts with `TIMED_OUT` when the time is up, or with the outer signal's reason. */
  readonly signal: AbortSignal;
  /** Stops the clock until `waiting` settles. */
  pauseDuring(waiting: Promise<void>): Promise<void>;
}

/** Limits a piece of work to so many milliseconds; undefined means no limit. */
export function limitTime(milliseconds: number | undefined, outer: AbortSignal): TimeLimit {
  if (milliseconds === undefined) {
    // A separate signal for each project: Node warns if many listeners are added to one.
    const signal = AbortSignal.any([outer]);
    return { signal, pauseDuring: (waiting) => waiting, [Symbol.dispose]() {} };
  }
  const controller = new AbortController();
  let left = milliseconds;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const giveUp = () => {
    const seconds = Number((milliseconds / 1000).toFixed(1));
    const message = `It took longer than ${seconds} s. Raise --timeout, or exclude files.`;
    controller.abort(new CreateDumpError('TIMED_OUT', message));
  };
  const run = () => {
    since = performance.now();
    timer = setTimeout(giveUp, left);
  };
  run();
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    async pauseDuring(waiting) {
      clearTimeout(timer);
      left = Math.max(0, left - (performance.now() - since));
      try {
        await waiting;
      } finally {
        run();
      }
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
