import type { DumpResult, RecordAct } from '@create-dump/core';

/** Records that a kept dump is what a new one would have been. Does nothing for a new dump. */
export async function recordUnchanged(
  { path, sha256, unchanged }: DumpResult,
  record: RecordAct | undefined,
): Promise<void> {
  if (unchanged === undefined || path === null) return;
  await record?.({ act: 'unchanged', path, sha256, ...unchanged });
}
