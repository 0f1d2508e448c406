import { CreateDumpError } from '@create-dump/core';
import type { Redis } from 'ioredis';
import type { QueueAddress } from './queue-address.js';

/** How long a started connection may be silent when something is expected, in milliseconds. */
const socketTimeout = 20_000;

/**
 * Connects to Redis, and reconnects for as long as it is open.
 *
 * @param retries How often a command is sent again after the connection broke; null: until it succeeds, as BullMQ needs for commands
 *   that wait.
 * @param onError Called for each error of the connection, with a sentence.
 */
export async function connectRedis(
  { url }: QueueAddress,
  retries: number | null,
  onError: (error: Error) => void,
): Promise<Redis> {
  const drivers = await import('./drivers.js');
  const client = new drivers.Redis(url, {
    maxRetriesPerRequest: retries,
    retryStrategy: (times: number) => Math.min(100 * 2 ** times, 2000),
    connectTimeout: 5000,
    socketTimeout,
  });
  client.on('error', onError);
  return client;
}

/**
 * Waits until Redis answers.
 * @throws {CreateDumpError} `QUEUE_UNAVAILABLE` after so many milliseconds; the signal's reason.
 */
export async function waitForRedis(
  client: Redis,
  { shown }: QueueAddress,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<void> {
  let last: Error | undefined;
  const remember = (error: Error) => (last = error);
  client.on('error', remember);
  try {
    await within(limit, signal, async () => {
      for (;;) {
        try {
          return await client.ping();
        } catch (error) {
          last ??= error as Error;
          // A wrong password stays wrong.
          if (/WRONGPASS|NOAUTH|NOPERM/.test(last.message)) throw last;
        }
      }
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw unavailable(shown, last ?? cause);
  } finally {
    client.off('error', remember);
  }
}

/** The error for a Redis that doesn't answer. */
export function unavailable(shown: string, cause: unknown): CreateDumpError {
  const reason = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : '';
  return new CreateDumpError(
    'QUEUE_UNAVAILABLE',
    `The queue at ${shown} can't be reached${reason}. Check that Redis runs there, and its password.`,
    { cause },
  );
}

/** Rejects after so many milliseconds, or with the signal's reason; what `work` does is not stopped. */
export async function within<T>(
  limit: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${limit / 1000} s`)), limit);
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const working = work();
  // It may fail after the time is over.
  working.catch(() => {});
  try {
    return await Promise.race([working, end]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
