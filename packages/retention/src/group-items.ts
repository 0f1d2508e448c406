import { comparePaths } from '@create-dump/core';
import type { RetentionItem } from './retention-item.js';

/** The groups, by the bytes of their names; in each the items, the oldest first. */
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

/** By time, then by sequence; ids make the order the same on every machine. */
export function compareOldestFirst(a: RetentionItem, b: RetentionItem): number {
  return a.time.getTime() - b.time.getTime() || a.sequence - b.sequence || comparePaths(a.id, b.id);
}
