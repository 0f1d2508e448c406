import { CreateDumpError, displayPath, formatByteSize } from '@create-dump/core';
import { compareOldestFirst, groupItems } from './group-items.js';
import { createKeepRules } from './keep-rule.js';
import type { RetentionItem } from './retention-item.js';
import { checkPolicy, type RetentionPolicy } from './retention-policy.js';
import type { KeepReason, RemoveReason } from './retention-reason.js';

/** Every item is in exactly one list. Both are sorted by group, then from the oldest to the newest. */
export interface RetentionPlan<T extends RetentionItem = RetentionItem> {
  readonly keep: readonly KeptItem<T>[];
  readonly remove: readonly RemovedItem<T>[];
}

export interface KeptItem<T> {
  readonly item: T;
  /** At least one. */
  readonly reasons: readonly KeepReason[];
}

export interface RemovedItem<T> {
  readonly item: T;
  /** At least one. */
  readonly reasons: readonly RemoveReason[];
}

/**
 * Decides what a policy keeps and removes in each group, and why. Changes nothing. The rules are those of `restic forget`, in
 * UTC. In addition, the newest item that isn't later than `now` is always kept, as is every later one; items in the future take
 * up counts, as in restic.
 *
 * Idempotent: planning again for the kept items removes nothing.
 * @throws {CreateDumpError} `USAGE` if a value of the policy is out of range, a time is invalid, an `id` occurs twice, or an
 * item has no size although the policy limits it.
 */
export function planRetention<T extends RetentionItem>(
  items: readonly T[],
  policy: RetentionPolicy,
  { now }: { readonly now: Date },
): RetentionPlan<T> {
  checkPolicy(policy);
  checkItems(items, policy, now);
  const plans = groupItems(items).map((group) => planGroup(group.toReversed(), policy, now));
  return {
    keep: plans.flatMap(({ keep }) => keep),
    remove: plans.flatMap(({ remove }) => remove),
  };
}

function checkItems(items: readonly RetentionItem[], policy: RetentionPolicy, now: Date): void {
  if (Number.isNaN(now.getTime())) throw new CreateDumpError('USAGE', '"now" is not a valid time.');
  const ids = new Set<string>();
  for (const { id, time, sequence, size } of items) {
    const problem = ids.has(id)
      ? 'occurs twice'
      : Number.isNaN(time.getTime()) || !Number.isSafeInteger(sequence)
        ? 'has an invalid time or sequence'
        : policy.maxTotalSize !== undefined && !isSize(size)
          ? 'has no size, but the policy sets maxTotalSize'
          : undefined;
    if (problem !== undefined) throw new CreateDumpError('USAGE', `${displayPath(id)} ${problem}.`);
    ids.add(id);
  }
}

function isSize(size: number | undefined): size is number {
  return Number.isSafeInteger(size) && (size ?? -1) >= 0;
}

function planGroup<T extends RetentionItem>(
  newestFirst: readonly T[],
  policy: RetentionPolicy,
  now: Date,
): RetentionPlan<T> {
  const newest = newestFirst.find(({ time }) => time <= now);
  const rules = createKeepRules(policy, newest?.time);
  const keep: KeptItem<T>[] = [];
  const remove: RemovedItem<T>[] = [];
  for (const [at, item] of newestFirst.entries()) {
    const keeps = guard(item, item === newest, now);
    const removes: RemoveReason[] = [];
    for (const rule of rules) {
      const verdict = rule(item, at === newestFirst.length - 1);
      if (verdict.keeps) keeps.push(verdict.reason);
      else removes.push(verdict.reason);
    }
    if (rules.length === 0) keeps.push(noRule);
    if (keeps.length > 0) keep.push({ item, reasons: keeps });
    else remove.push({ item, reasons: removes });
  }
  return limitSize({ keep: keep.toReversed(), remove: remove.toReversed() }, policy.maxTotalSize);
}

const noRule: KeepReason = {
  kind: 'no-rule',
  message: 'The policy has no rules, so everything is kept.',
};

/** The reasons that keep an item regardless of the rules. */
function guard({ pinned, time }: RetentionItem, isNewest: boolean, now: Date): KeepReason[] {
  const reasons: KeepReason[] = [];
  if (isNewest) reasons.push({ kind: 'newest', message: 'It is the newest of its group.' });
  if (pinned) reasons.push({ kind: 'pinned', message: 'It is pinned.' });
  if (time > now) reasons.push({ kind: 'future', message: 'Its time is in the future.' });
  return reasons;
}

const protectedKinds = new Set<string>([
  'newest',
  'pinned',
  'future',
] satisfies KeepReason['kind'][]);

/** Removes the oldest kept items that aren't protected, until the rest fits. */
function limitSize<T extends RetentionItem>(
  { keep, remove }: RetentionPlan<T>,
  limit: number | undefined,
): RetentionPlan<T> {
  if (limit === undefined) return { keep, remove };
  let total = keep.reduce((sum, { item }) => sum + (item.size ?? 0), 0);
  const fitting: KeptItem<T>[] = [];
  const over: RemovedItem<T>[] = [];
  for (const kept of keep) {
    if (total <= limit || kept.reasons.some(({ kind }) => protectedKinds.has(kind))) {
      fitting.push(kept);
      continue;
    }
    const message = `Its group would take ${formatByteSize(total)} with it, over the limit of ${formatByteSize(limit)}.`;
    over.push({ item: kept.item, reasons: [{ kind: 'over-size', limit, total, message }] });
    total -= kept.item.size ?? 0;
  }
  const removed = [...remove, ...over].sort((a, b) => compareOldestFirst(a.item, b.item));
  return { keep: fitting, remove: removed };
}
