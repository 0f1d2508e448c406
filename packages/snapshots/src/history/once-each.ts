import { type ContentRecord, shownContent } from '@create-dump/core';

/** The first record of each content, in the same order. */
export function onceEach(records: readonly ContentRecord[]): readonly ContentRecord[] {
  const seen = new Set<string>();
  return records.filter((record) => {
    const { sha256 } = shownContent(record);
    return !seen.has(sha256) && seen.add(sha256) !== undefined;
  });
}
