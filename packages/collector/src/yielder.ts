import { nextTurn } from '@create-dump/core';

/** Makes a long computation yield to the event loop, so that timers and signals get through. */
export interface Yielder {
  /**
   * Counts work; returns a promise only when it is time to yield. Rejects once the signal is aborted.
   * @param cost In steps. Default: 1.
   */
  step(cost?: number): Promise<void> | undefined;
}

/** @param interval Steps between yields; they should take a few milliseconds in all. */
export function createYielder(signal: AbortSignal, interval = 1000): Yielder {
  let left = interval;
  return {
    step(cost = 1) {
      left -= cost;
      if (left > 0) return undefined;
      left = interval;
      signal.throwIfAborted();
      return nextTurn();
    },
  };
}
