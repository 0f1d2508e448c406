import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, nameOf } from './store-error.js';

/** How often, and how soon, a request is repeated. */
export interface RetryPolicy {
  /** Default: 10, as kopia. */
  readonly attempts?: number;
  /** In milliseconds; grows by half each time. Default: 100. */
  readonly firstDelay?: number;
  /** In milliseconds. Default: 32 seconds. */
  readonly longestDelay?: number;
}

export interface RetryOptions extends RetryPolicy {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onRetry?: ((why: string) => void) | undefined;
}

/** Does work until it succeeds, fails for good, or was tried often enough. Pauses have random lengths, so that many clients spread. */
export async function withRetries<T>(
  options: RetryOptions,
  work: (attempt: number) => Promise<T>,
): Promise<T> {
  const { attempts = 10, signal, onRetry } = options;
  let hadSkew = false;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      signal.throwIfAborted();
      // The client has learned the server's time from the answer.
      const isSkew: boolean = nameOf(error) === 'RequestTimeTooSkewed' && !hadSkew;
      if (attempt >= attempts || !(isSkew || isPassing(error))) throw error;
      hadSkew ||= isSkew;
      onRetry?.(nameOf(error));
      await sleep(delayOf(error, attempt, options), undefined, { signal });
    }
  }
}

function delayOf(
  error: unknown,
  attempt: number,
  { firstDelay = 100, longestDelay = 32_000, random }: RetryOptions,
): number {
  const delay = Math.min(firstDelay * 1.5 ** (attempt - 1), longestDelay) * random();
  const stated = retryAfter(error);
  return stated === undefined ? delay : Math.min(stated, longestDelay);
}

/** In milliseconds. */
function retryAfter(error: unknown): number | undefined {
  const headers = (error as { $response?: { headers?: Record<string, string> } }).$response
    ?.headers;
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
