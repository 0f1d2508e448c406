import { nextTurn } from '@create-dump/core';

/**
 * Limits how much synchronous work is done between two turns of the event loop, so that signals, timers and other work
 * get their turn: `if (budget.spend(bytes)) await budget.renew();`
 */
export interface WorkBudget {
  /** Counts work, in bytes hashed or their equivalent; true once the budget is used up. */
  spend(bytes: number): boolean;
  /** Yields to the event loop and starts over. Rejects with the signal's reason if it is aborted. */
  renew(): Promise<void>;
}

/** Cost of handling one file besides its bytes: a record, a system call or two. In bytes hashed. */
export const fileCost = 2 ** 14;

/** About 10 ms of hashing on the slowest supported machines. */
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
