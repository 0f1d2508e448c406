import { describeUnmatched, mayMatchNothing, type UnmatchedPattern } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';

/** With --verbose, also tells which excludes of settings match nothing. */
export function warnOfUnmatched(
  unmatched: readonly UnmatchedPattern[],
  { verbose }: { readonly verbose: boolean },
  { observe }: Pick<Observers, 'observe'>,
): void {
  if (!verbose) return;
  for (const one of unmatched.filter(mayMatchNothing)) {
    if (one.source?.isShared !== true) observe({ type: 'warned', message: describeUnmatched(one) });
  }
}
