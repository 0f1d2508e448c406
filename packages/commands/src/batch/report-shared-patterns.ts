import { describeUnmatched, mayMatchNothing, type UnmatchedPattern } from '@create-dump/core';
import { counted, exitCodes, type Observers } from '@create-dump/observing';

/** Warns of patterns for several projects that match in none of them; returns the exit code for them. */
export function reportSharedPatterns(
  unmatched: readonly UnmatchedPattern[],
  { strict, verbose }: { readonly strict: boolean; readonly verbose: boolean },
  { observe }: Pick<Observers, 'observe'>,
): number {
  const wrong = unmatched.filter((one) => !mayMatchNothing(one));
  for (const one of verbose ? unmatched : wrong) {
    const message = describeUnmatched(one);
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  }
  if (!strict || wrong.length === 0) return exitCodes.done;
  const message = `Not as --strict demands: ${counted(wrong.length, 'pattern')} for all projects had no match.`;
  observe({ type: 'problem-found', code: 'REFUSED', message });
  return exitCodes.refused;
}
