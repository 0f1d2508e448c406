import { counted, superseded, tooOld, usedUp, within } from './describe-reason.js';
import { subtractDuration } from './keep-within.js';
import { periodOf } from './period.js';
import type { RetentionItem } from './retention-item.js';
import { type CountRule, countRules, type RetentionPolicy } from './retention-policy.js';
import type { KeepReason, RemoveReason } from './retention-reason.js';

type Verdict =
  | { readonly keeps: true; readonly reason: KeepReason }
  | { readonly keeps: false; readonly reason: RemoveReason };

/** Judges one item of a group. Called once for each item, from the newest to the oldest. */
export type KeepRule = (item: RetentionItem, isOldest: boolean) => Verdict;

/**
 * Creates the rules of a valid policy for one group.
 * @param latest The newest time in the group that isn't in the future.
 */
export function createKeepRules(policy: RetentionPolicy, latest: Date | undefined): KeepRule[] {
  const rules: KeepRule[] = [];
  for (const rule of Object.keys(countRules) as CountRule[]) {
    const count = policy[countRules[rule]];
    if (count !== undefined) rules.push(createCountRule(rule, count));
  }
  if (policy.keepWithin !== undefined) rules.push(createWithinRule(policy.keepWithin, latest));
  return rules;
}

/**
 * Keeps the newest item of each period. While the count isn't used up, the oldest item is kept as well, so that the history can
 * grow to its full length (as in restic 0.18).
 */
function createCountRule(rule: CountRule, count: number | 'unlimited'): KeepRule {
  const limit = count === 'unlimited' ? Infinity : count;
  let number = 0;
  let last: { readonly period: string | undefined; readonly id: string } | undefined;
  return (item, isOldest) => {
    const period = periodOf(rule, item.time);
    const oldest = period !== undefined && period === last?.period;
    if (oldest && !(isOldest && number < limit)) {
      return { keeps: false, reason: superseded(rule, count, { period, by: last?.id ?? '' }) };
    }
    if (number === limit) return { keeps: false, reason: usedUp(rule, count) };
    number++;
    last = { period, id: item.id };
    return { keeps: true, reason: counted(rule, count, { number, oldest, period }) };
  };
}

function createWithinRule(
  duration: NonNullable<RetentionPolicy['keepWithin']>,
  latest: Date | undefined,
): KeepRule {
  // Every item is in the future: all of them are kept.
  const since = latest === undefined ? new Date(-8.64e15) : subtractDuration(latest, duration);
  return ({ time }) =>
    time > since
      ? { keeps: true, reason: within(duration, since) }
      : { keeps: false, reason: tooOld(duration, since) };
}
