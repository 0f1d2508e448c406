import { nextTurn } from '@create-dump/core';

/**
 * Keeps synchronous work short: signal handlers, timers and other work only run when the event loop turns.
 * `if (pacer.spend(bytes)) await pacer.rest();`
 */
export interface Pacer {
  /** Counts work done, in bytes hashed or their equivalent; true once a rest is due. */
  spend(bytes: number): boolean;
  /** Lets the event loop turn. Rejects with the signal's reason if it is aborted. */
  rest(): Promise<void>;
}

/** About 10 ms of hashing on the slowest machines that count. */
const bytesBetweenRests = 4 * 2 ** 20;

export function createPacer(signal?: AbortSignal): Pacer {
  let spent = 0;
  signal?.throwIfAborted();
  return {
    spend(bytes) {
      spent += bytes;
      return spent >= bytesBetweenRests;
    },
    async rest() {
      spent = 0;
      await nextTurn();
      signal?.throwIfAborted();
    },
  };
}
