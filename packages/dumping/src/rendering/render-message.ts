import type { FilesToStat } from '@create-dump/collector';
import type { SectionMemory } from '@create-dump/markdown-writer';
import type { PackedEntries } from './packed-entries.js';
import type { PackedRecords } from './packed-records.js';

/** Where a renderer's contents come from, as plain data: what a thread needs to open them itself. */
export interface RenderSource {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  readonly binary: 'list' | 'embed';
}

/**
 * Memory that the pool shares with a render thread, for {@link slotsPerThread} chunks: one is rendered into a slot, and used
 * there. (Transferring memory back and forth costs a garbage collector that counts it each time: half a second for a
 * kernel tree.)
 */
export type RenderMemory = SectionMemory;

/** Chunks that a thread may be ahead of whoever writes them: bounds its memory. */
export const slotsPerThread = 4;

/** What the pool asks of a render thread. */
export type RenderRequest =
  /** Render these entries, after the render requests that came before. */
  | { readonly type: 'render'; readonly source: RenderSource; readonly entries: PackedEntries }
  | { readonly type: 'stat'; readonly files: FilesToStat };

/** The stats for a `stat` request; undefined when all chunks of a `render` request were sent. */
export type RenderReply = Float64Array | undefined;

/** A chunk in the first `length` bytes of its slot, until the pool releases it. */
export interface SlotChunk {
  readonly slot: number;
  readonly length: number;
  readonly lineFeeds: number;
  readonly records: PackedRecords;
}

/** The chunk in this slot was used up. */
export interface SlotRelease {
  readonly slot: number;
}
