import { displayPath, mayPass, planRetry, type RetryPolicy } from '@create-dump/core';
import { describeSystemError } from './describe-system-error.js';
import { errorCode } from './error-code.js';

export interface RepeatOptions {
  /** Called before each further attempt with what failed. Without it, nothing is repeated. */
  readonly onRetry: ((why: string) => void) | undefined;
  /** Blocks for so many milliseconds. Default: the thread sleeps. */
  readonly pause?: (milliseconds: number) => void;
}

/** Blocks for 140 ms at most: what stops a run still does so within a second. */
const policy: RetryPolicy = { tries: 4, firstDelay: 20, longestDelay: 80 };

/**
 * Runs a system call that is done or not done, and repeats it if it failed for a reason that may pass. Never give it a write or a
 * sync: after a failed one it is unknown which bytes are on the disk.
 */
export function repeatPassing<T>(
  call: () => T,
  path: string,
  { onRetry, pause = sleep }: RepeatOptions,
): T {
  for (let made = 1; ; made++) {
    try {
      return call();
    } catch (error) {
      const isWorthIt = onRetry !== undefined && mayPass(errorCode(error));
      const delay = isWorthIt ? planRetry(made, policy, Math.random()) : undefined;
      if (delay === undefined) throw error;
      onRetry?.(`${displayPath(path)}: ${describeSystemError(error)}`);
      pause(delay);
    }
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
