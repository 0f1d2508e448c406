import { describeUnmatched } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';

/** Tells which patterns of --files match no file in the dump. */
export function warnOfPatterns(
  unmatched: readonly string[],
  { observe }: Pick<Observers, 'observe'>,
): void {
  for (const pattern of unmatched) {
    observe({ type: 'warned', message: describeUnmatched({ option: 'files', pattern }) });
  }
}
