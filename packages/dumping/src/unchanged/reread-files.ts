import { type DigestedRecord, digestRecords, type SourceFile } from '@create-dump/core';
import type { RenderSections } from '@create-dump/markdown-writer';

/** Reads files and yields their records, in order, some at a time. */
export type Reread = (
  files: readonly SourceFile[],
  signal: AbortSignal,
) => AsyncIterable<readonly DigestedRecord[]>;

/** Reads files as a dump would, and drops the rendered bytes. */
export function createReread(renderSections: RenderSections): Reread {
  return async function* reread(files, signal) {
    for await (const chunk of renderSections(files, signal)) {
      const records = digestRecords(chunk.records, chunk.bytes);
      chunk.release();
      yield records;
    }
  };
}
