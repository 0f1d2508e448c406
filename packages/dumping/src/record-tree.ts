import { type DigestedRecord, digestRecords } from '@create-dump/core';
import { createSectionRenderer } from '@create-dump/markdown-writer';
import { openSelection, type Selection } from './selection.js';

/**
 * The records that a dump of the selection would have, in the same order and with digests, without writing the dump.
 * `offset` and `line` have no meaning in them: each counts from the beginning of some chunk.
 */
export async function recordTree(
  selection: Selection,
  signal: AbortSignal,
): Promise<readonly DigestedRecord[]> {
  const { discover, openSource } = openSelection(selection);
  const { files, skipped } = await discover(signal);
  const records: DigestedRecord[] = [...skipped];
  const renderSections = createSectionRenderer({ openSource });
  for await (const chunk of renderSections(files, signal)) {
    records.push(...digestRecords(chunk.records, chunk.bytes));
  }
  return records;
}
