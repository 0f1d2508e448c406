import type { DumpRecord, RenderedChunk } from '@create-dump/core';

/**
 * The buffer that sections are rendered into, used again for every chunk. Contents are read straight into its free
 * end and placed without a copy where they lie right already.
 */
export function createSectionBuffer(capacity: number) {
  const bytes = Buffer.allocUnsafeSlow(capacity);
  let used = 0;
  let taken = 0;
  let lines = 0;
  let records: DumpRecord[] = [];

  return {
    append(text: string): void {
      used += bytes.write(text, used);
      lines += lineFeedsIn(text);
    },
    /** The free end, `ahead` bytes on: where a content lies behind an opening of that length. */
    free: (ahead: number): Buffer => bytes.subarray(used + ahead),
    /** Appends `opening` and `content`, which may lie in the free end. Returns where the content begins. */
    place(opening: string, content: Buffer, lineFeeds: number): { offset: number; line: number } {
      const at = used + Buffer.byteLength(opening);
      // First the content: the opening may overwrite the place where it was read to. `copy` minds overlaps.
      if (content.buffer !== bytes.buffer || content.byteOffset !== at) content.copy(bytes, at);
      bytes.write(opening, used);
      const begin = { offset: taken + at, line: lines + lineFeedsIn(opening) };
      used = at + content.length;
      lines = begin.line + lineFeeds;
      return begin;
    },
    record(record: DumpRecord): void {
      records.push(record);
    },
    used: () => used,
    /** What was appended since the last call. Its bytes are overwritten by what is appended next. */
    take(): RenderedChunk {
      const chunk = { bytes: bytes.subarray(0, used), records };
      taken += used;
      used = 0;
      records = [];
      return chunk;
    },
  };
}

export type SectionBuffer = ReturnType<typeof createSectionBuffer>;

function lineFeedsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
