/** How often something is tried, and how long to wait in between. */
export interface RetryPolicy {
  /** The most attempts, including the first. */
  readonly tries: number;
  /** Milliseconds before the second attempt. Each later wait is twice as long as the one before. */
  readonly firstDelay: number;
  /** Milliseconds. No wait is longer. */
  readonly longestDelay: number;
}

/**
 * Plans the next attempt after `made` failed ones: returns the milliseconds to wait before it, or undefined if there is none. Half
 * of the delay is random, so that several programs that failed at the same time don't try again at the same time.
 * @param random From 0 to 1.
 */
export function planRetry(made: number, policy: RetryPolicy, random: number): number | undefined {
  if (made >= policy.tries) return undefined;
  const delay = Math.min(policy.firstDelay * 2 ** (made - 1), policy.longestDelay);
  return Math.round((delay / 2) * (1 + random));
}
