import type { SkippedFile, SkipReason } from '@create-dump/core';

/** How many files were skipped for each reason, reasons in the order in which they first occur. */
export function countSkipped(skipped: readonly SkippedFile[]): ReadonlyMap<SkipReason, number> {
  const counts = new Map<SkipReason, number>();
  for (const file of skipped) counts.set(file.skipped, (counts.get(file.skipped) ?? 0) + 1);
  return counts;
}
