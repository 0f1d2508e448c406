import { planRetry, type RetryPolicy } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import type { HookUrl } from './parse-hook-url.js';

export interface PostOptions {
  readonly url: HookUrl;
  readonly document: string;
  readonly userAgent: string;
  /** Milliseconds for each attempt. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or once the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
  /** Called before each further attempt. */
  readonly onRetry: (why: string) => void;
}

const policy: RetryPolicy = { tries: 3, firstDelay: 1000, longestDelay: 4000 };

/** Answers after which another attempt may succeed; 5xx as well. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Sends a document, in up to three attempts. Returns why it wasn't accepted, or undefined if it was. Rejects with the signal's
 * reason. Redirects aren't followed: the document and credentials were meant for one host.
 */
export async function postResult(options: PostOptions): Promise<string | undefined> {
  const { signal, wait, random, onRetry } = options;
  for (let made = 1; ; made++) {
    const answer = await attempt(options);
    if (answer === undefined) return undefined;
    const delay = answer.mayPass ? planRetry(made, policy, random()) : undefined;
    if (delay === undefined) return made === 1 ? answer.why : `${answer.why} (tried ${made} times)`;
    onRetry(answer.why);
    await wait(delay, signal);
    signal.throwIfAborted();
  }
}

interface Refusal {
  readonly why: string;
  readonly mayPass: boolean;
}

async function attempt(options: PostOptions): Promise<Refusal | undefined> {
  const { url, document, userAgent, timeout, signal } = options;
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url.href, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': userAgent,
        ...(url.authorization !== undefined && { Authorization: url.authorization }),
      },
      body: document,
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
    });
    await response.body?.cancel();
    return judge(response);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { why: `no answer in ${timeout / 1000} s`, mayPass: true };
    return { why: describe(error), mayPass: true };
  }
}

function judge({ ok, status }: Response): Refusal | undefined {
  if (ok) return undefined;
  const isRedirect = status >= 300 && status < 400;
  const why = `it answered with status ${status}${isRedirect ? ', and redirects are not followed' : ''}`;
  return { why, mayPass: status >= 500 || passing.has(status) };
}

/** The cause behind fetch's `fetch failed`. */
function describe(error: unknown): string {
  return describeSystemError(
    error instanceof Error && error.cause instanceof Error ? error.cause : error,
  );
}
