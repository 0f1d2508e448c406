import { nextTurn } from '@create-dump/core';

/**
 * Keeps synchronous work short: signal handlers, timers and other work only run when the event loop turns.
 * `if (budget.spend(bytes)) await budget.renew();`
 */
export interface WorkBudget {
  /** Counts work done, in bytes hashed or their equivalent; true once a rest is due. */
  spend(bytes: number): boolean;
  /** Lets the event loop turn. Rejects with the signal's reason if it is aborted. */
  renew(): Promise<void>;
}

/** Cost of handling one file besides its bytes: a record, a system call or two. In bytes hashed. */
export const fileCost = 2 ** 14;

/** About 10 ms of hashing on the slowest machines that count. */
const budgetBytes = 4 * 2 ** 20;

export function createWorkBudget(signal?: AbortSignal): WorkBudget {
  let spent = 0;
  signal?.throwIfAborted();
  return {
    spend(bytes) {
      spent += bytes;
      return spent >= budgetBytes;
    },
    async renew() {
      spent = 0;
      await nextTurn();
      signal?.throwIfAborted();
    },
  };
}
