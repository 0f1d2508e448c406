import type { FileRecord } from '@create-dump/core';

/** The first record of each content, in the same order. */
export function onceEach(records: readonly FileRecord[]): readonly FileRecord[] {
  const seen = new Set<string>();
  return records.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256) !== undefined);
}
