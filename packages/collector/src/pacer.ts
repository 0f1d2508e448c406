import { nextTurn } from '@create-dump/core';

/** Keeps a long piece of work interruptible. */
export interface Pacer {
  /** To be called for each small step; awaits only now and then. Rejects once the signal is aborted. */
  step(cost?: number): Promise<void> | undefined;
}

/** Lets the event loop turn every `interval` steps, which should take some milliseconds. */
export function createPacer(signal: AbortSignal, interval = 1000): Pacer {
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
