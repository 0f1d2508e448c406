import { formatKeepWithin } from './keep-within.js';
import type { CountRule, RetentionPolicy } from './retention-policy.js';
import type { KeepReason, RemoveReason } from './retention-reason.js';

type Count = number | 'unlimited';
type Duration = NonNullable<RetentionPolicy['keepWithin']>;

/** Kept as number `number` of those that the rule keeps. */
export function counted(
  rule: CountRule,
  count: Count,
  at: { readonly number: number; readonly oldest: boolean; readonly period: string | undefined },
): KeepReason {
  const { number, oldest, period } = at;
  const newest = period === undefined ? '' : `the newest of ${period}, `;
  const message = `It is ${oldest ? 'the oldest, ' : newest}number ${number} of ${rule} ${count}.`;
  return { kind: rule, number, oldest, message };
}

/** Not kept, as `by` is a newer item of the same period. */
export function superseded(
  rule: CountRule,
  count: Count,
  { period, by }: { readonly period: string; readonly by: string },
): RemoveReason {
  const message = `${rule} ${count} keeps a newer one from ${period}.`;
  return { kind: 'superseded', rule, period, by, message };
}

/** Not kept, as newer items use up the rule's count. */
export function usedUp(rule: CountRule, count: Count): RemoveReason {
  return { kind: 'used-up', rule, message: `${rule} ${count} is used up by newer ones.` };
}

/** @param since Items after this time are kept. */
export function within(duration: Duration, since: Date): KeepReason {
  const message = `It is ${after(since)}, within keep-within ${formatKeepWithin(duration)}.`;
  return { kind: 'keep-within', since, message };
}

export function tooOld(duration: Duration, since: Date): RemoveReason {
  const message = `It is not ${after(since)}, too old for keep-within ${formatKeepWithin(duration)}.`;
  return { kind: 'too-old', since, message };
}

function after(since: Date): string {
  return `after ${since.toISOString().slice(0, -5)}Z`;
}
