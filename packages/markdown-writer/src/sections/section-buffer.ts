import type { RenderedChunk, RenderedRecord, SecretFinding } from '@create-dump/core';
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
  /** Returns the memory for the next chunk, which may be the same each time. */
  readonly nextBuffer: () => Buffer;
  readonly scan: (bytes: Buffer) => ByteScan;
}

/**
 * Collects sections until a chunk is taken. Contents are read directly into the free end of its memory, and only copied if
 * they don't have their final place there.
 */
export function createSectionBuffer({ nextBuffer, scan }: SectionBufferOptions) {
  let buffer: Buffer | undefined;
  let used = 0;
  let lines = 0;
  let records: RenderedRecord[] = [];
  let findings: SecretFinding[] = [];
  const taken = { offset: 0, line: 0 };
  /** An opening that was already written at the end, and its length in bytes. */
  let prepared: { readonly opening: string; readonly length: number } | undefined;
  const memory = () => (buffer ??= nextBuffer());

  return {
    append(text: string): void {
      prepared = undefined;
      used += memory().write(text, used);
      lines += lineFeedsIn(text);
    },
    /** Returns `length` bytes of the free end, after `opening`: a content that is read to there needn't be moved. */
    free(opening: string, length: number): Buffer {
      prepared = { opening, length: memory().write(opening, used) };
      const at = used + prepared.length;
      return memory().subarray(at, at + length);
    },
    /** Fastest for bytes in the free end. */
    scan,
    /** Appends `opening` and `content`, which may be in the free end. */
    place(opening: string, content: Buffer, knownLineFeeds?: number): PlacedContent {
      const bytes = memory();
      const stands = prepared?.opening === opening ? prepared : undefined;
      prepared = undefined;
      const at = used + (stands?.length ?? Buffer.byteLength(opening));
      let placed = content;
      if (content.buffer !== bytes.buffer || content.byteOffset !== bytes.byteOffset + at) {
        // The content first: the opening may overwrite the place where it was read to. `copy` handles overlaps.
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
    /** Adds what was found in the content of a section. */
    tell(found: readonly SecretFinding[]): void {
      for (const finding of found) findings.push(finding);
    },
    used: () => used,
    /** The bytes and line feeds of all chunks that were taken. */
    taken: (): Position => ({ ...taken }),
    /** Returns what was appended since the last call. */
    take(): RenderedChunk {
      const bytes = memory().subarray(0, used);
      const told = findings.length > 0 && { findings };
      const chunk = { bytes, lineFeeds: lines, records, ...told, release: () => {} };
      buffer = undefined;
      records = [];
      findings = [];
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
