import { comparePaths } from '@create-dump/core';
import type { RetentionItem } from './retention-item.js';

/** Splits items into groups, sorted by the bytes of their names; within a group, the oldest item comes first. */
export function groupItems<T extends RetentionItem>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.group);
    if (group === undefined) groups.set(item.group, [item]);
    else group.push(item);
  }
  return [...groups]
    .sort(([a], [b]) => comparePaths(a, b))
    .map(([, group]) => group.sort(compareOldestFirst));
}

/** Compares by time, then by sequence, then by id, so that the order is deterministic. */
export function compareOldestFirst(a: RetentionItem, b: RetentionItem): number {
  return a.time.getTime() - b.time.getTime() || a.sequence - b.sequence || comparePaths(a.id, b.id);
}
