import {
  displayPath,
  mayPass,
  type OpenSource,
  planRetry,
  type RetriedReads,
  type RetryPolicy,
  type SkippedFile,
} from '@create-dump/core';
import type { SectionBuffer } from './section-buffer.js';
import { writeSection } from './write-section.js';
import { writeSkipped } from './write-skipped.js';

/** The time and chance that retries need. */
export interface RetryClock {
  /** Resolves after so many milliseconds, or once the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
}

/** What came of an attempt to write a section; undefined if it is written. */
export type Attempt = OpenSource | SkippedFile | ThrownFailure | undefined;

/** An error that isn't about the file, such as too many open files. */
interface ThrownFailure {
  readonly error: unknown;
}

/** Timers and `Math.random`. */
export const ownClock: RetryClock = {
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    }),
  random: Math.random,
};

/** At most 1.6 s for one file. */
const policy: RetryPolicy = { tries: 6, firstDelay: 50, longestDelay: 800 };

/** Milliseconds that all retries of a renderer wait together: a tree on a server that is gone must not take hours. */
const mostWaiting = 10_000;

/** Repeats attempts that failed for a reason that may pass. */
export function createRetries({ wait, random }: RetryClock) {
  let left = mostWaiting;
  let times = 0;
  let why = '';
  return {
    /**
     * Repeats an attempt whose result is `failed`, until it has another result or no attempt is left. Returns the last result.
     * Rejects with the signal's reason.
     */
    async repeat(failed: Attempt, attempt: () => Attempt, path: string, signal: AbortSignal) {
      let result = failed;
      for (let made = 1; isPassing(result); made++) {
        const delay = planRetry(made, policy, random());
        if (delay === undefined || delay > left) break;
        left -= delay;
        times++;
        why = `${displayPath(path)}: ${codeOf(result) ?? ''}`;
        await wait(delay, signal);
        signal.throwIfAborted();
        result = attempt();
      }
      return result;
    },
    /** What was repeated since the last call; undefined if nothing was. */
    take(): RetriedReads | undefined {
      if (times === 0) return undefined;
      const taken = { times, why };
      times = 0;
      return taken;
    },
  };
}

/** Writes a section as {@link writeSection} does; an error that may pass becomes a result. */
export function tryToWrite(...section: Parameters<typeof writeSection>): Attempt {
  try {
    return writeSection(...section);
  } catch (error) {
    if (!mayPass(errorCodeOf(error))) throw error;
    return { error };
  }
}

export function isPassing(attempt: Attempt): attempt is SkippedFile | ThrownFailure {
  return attempt !== undefined && ('skipped' in attempt || 'error' in attempt);
}

/** Writes what is known of a file that couldn't be read in any attempt. Throws an error that isn't about the file. */
export function giveUp(buffer: SectionBuffer, failed: SkippedFile | ThrownFailure): undefined {
  if ('error' in failed) throw failed.error;
  return writeSkipped(buffer, failed);
}

function codeOf(failed: SkippedFile | ThrownFailure): string | undefined {
  return 'error' in failed ? errorCodeOf(failed.error) : failed.detail;
}

function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
