import { describeUnmatched, mayMatchNothing, type UnmatchedPattern } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';
import { exitCodes } from '@create-dump/observing';

/** Tells which patterns for several projects matched in none of them; returns the exit code for them. */
export function reportSharedPatterns(
  unmatched: readonly UnmatchedPattern[],
  { strict, verbose }: { readonly strict: boolean; readonly verbose: boolean },
  { observe }: Pick<Observers, 'observe'>,
): number {
  const wrong = unmatched.filter((one) => !mayMatchNothing(one));
  const told = verbose ? unmatched : wrong;
  for (const message of told.map(inAnyProject)) {
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  }
  if (!strict || wrong.length === 0) return exitCodes.done;
  const message = `--strict: ${wrong.map(inAnyProject).join(' ')}`;
  observe({ type: 'problem-found', code: 'REFUSED', message });
  return exitCodes.refused;
}

function inAnyProject(one: UnmatchedPattern): string {
  return `In every project: ${describeUnmatched(one)}`;
}
