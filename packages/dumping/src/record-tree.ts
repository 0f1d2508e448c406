import { type DigestedRecord, digestRecords } from '@create-dump/core';
import { createSectionRenderer } from '@create-dump/markdown-writer';
import { openSelection, type Selection } from './selection.js';

/**
 * The records that a dump of the selection would have, in the same order and with digests, without writing the dump.
 * `warn` receives the warnings of discovery.
 * `offset` and `line` have no meaning in them: each counts from the beginning of some chunk.
 */
export async function recordTree(
  selection: Selection,
  signal: AbortSignal,
  warn: (message: string) => void = () => {},
): Promise<readonly DigestedRecord[]> {
  const { discover, openSource } = openSelection(selection);
  const { files, skipped, warnings = [] } = await discover(signal);
  for (const message of warnings) warn(message);
  const records: DigestedRecord[] = [...skipped];
  const renderSections = createSectionRenderer({ openSource });
  for await (const chunk of renderSections(files, signal)) {
    records.push(...digestRecords(chunk.records, chunk.bytes));
  }
  return records;
}
