import { digestContents, type DumpRecord, unpackRecords } from '@create-dump/core';
import { createSectionRenderer } from '@create-dump/markdown-writer';
import { openSelection, type Selection } from './selection.js';

/**
 * The records that a dump of the selection would have, in the same order and with digests, without writing the dump.
 * `offset` and `line` have no meaning in them.
 */
export async function recordTree(
  selection: Selection,
  signal: AbortSignal,
): Promise<readonly DumpRecord[]> {
  const { discover, openSource } = openSelection(selection);
  const { files, skipped } = await discover(signal);
  const records: DumpRecord[] = [...skipped];
  const renderSections = createSectionRenderer({ openSource });
  const at = { offset: 0, line: 0 };
  let first = 0;
  for await (const { bytes, records: undigested } of renderSections(files, signal)) {
    const block = digestContents(undigested, bytes);
    records.push(...unpackRecords({ block, entries: files, first, at }));
    first += block.count;
  }
  return records;
}
