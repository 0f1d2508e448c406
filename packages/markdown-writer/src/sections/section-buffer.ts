import type { RenderedChunk, RenderedRecord } from '@create-dump/core';
import type { ByteScan } from '../scanning/scan-bytes.js';

/** The bytes and line feeds before a place. */
export interface Position {
  readonly offset: number;
  readonly line: number;
}

/** Where a content begins in its chunk, and how many line feeds it has. */
export interface PlacedContent extends Position {
  readonly lineFeeds: number;
}

export interface SectionBufferOptions {
  /** Gives the memory for each chunk; it may give the same again. */
  readonly nextBuffer: () => Buffer;
  readonly scan: (bytes: Buffer) => ByteScan;
}

/**
 * Gathers sections until a chunk is taken. Contents are read straight into the free end of its memory and placed without
 * a copy where they lie right already.
 */
export function createSectionBuffer({ nextBuffer, scan }: SectionBufferOptions) {
  let buffer: Buffer | undefined;
  let used = 0;
  let lines = 0;
  let records: RenderedRecord[] = [];
  const taken = { offset: 0, line: 0 };
  /** An opening that stands at the end already, and its bytes. */
  let prepared: { readonly opening: string; readonly length: number } | undefined;
  const memory = () => (buffer ??= nextBuffer());

  return {
    append(text: string): void {
      prepared = undefined;
      used += memory().write(text, used);
      lines += lineFeedsIn(text);
    },
    /** The free end behind `opening`, so many bytes of it: a content that is read to there need not be moved. */
    free(opening: string, length: number): Buffer {
      prepared = { opening, length: memory().write(opening, used) };
      const at = used + prepared.length;
      return memory().subarray(at, at + length);
    },
    /** Fastest on what lies in the free end. */
    scan,
    /** Appends `opening` and `content`, which may lie in the free end, with so many line feeds if that is known. */
    place(opening: string, content: Buffer, knownLineFeeds?: number): PlacedContent {
      const bytes = memory();
      const stands = prepared?.opening === opening ? prepared : undefined;
      prepared = undefined;
      const at = used + (stands?.length ?? Buffer.byteLength(opening));
      let placed = content;
      if (content.buffer !== bytes.buffer || content.byteOffset !== bytes.byteOffset + at) {
        // First the content: the opening may overwrite the place where it was read to. `copy` minds overlaps.
        content.copy(bytes, at);
        placed = bytes.subarray(at, at + content.length);
      }
      if (stands === undefined) bytes.write(opening, used);
      const line = lines + lineFeedsIn(opening);
      const lineFeeds = knownLineFeeds ?? scan(placed).lineFeeds;
      used = at + content.length;
      lines = line + lineFeeds;
      return { offset: at, line, lineFeeds };
    },
    /** Adds the record of a section; its place counts from the beginning of the chunk. */
    record(record: RenderedRecord): void {
      records.push(record);
    },
    used: () => used,
    /** What was taken so far. */
    taken: (): Position => ({ ...taken }),
    /** What was appended since the last call. */
    take(): RenderedChunk {
      const bytes = memory().subarray(0, used);
      const chunk = { bytes, lineFeeds: lines, records, release: () => {} };
      buffer = undefined;
      records = [];
      prepared = undefined;
      taken.offset += used;
      taken.line += lines;
      used = 0;
      lines = 0;
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
